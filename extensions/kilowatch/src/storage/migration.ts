import type { DatabaseState } from '../shared/http-contract.ts';
import type { Queryable } from './database.ts';

/** One step of the schema's history. Once released it is never edited: a change is the next step. */
export interface Migration {
	/** position in the history, from 1, without gaps */
	number: number;
	/** what it brings, in kebab-case; with the number also the file's name */
	name: string;
	/** runs inside the migration's transaction */
	up: (connection: Queryable, context: MigrationContext) => Promise<void>;
	/** takes back exactly what `up` made, and nothing else */
	down: (connection: Queryable, context: MigrationContext) => Promise<void>;
}

/** What a migration finds in the project it grows into. */
export interface MigrationContext {
	/** key of `buildings`: of the project's own collection where it has one */
	buildingKeyType: 'uuid' | 'integer';
	/** whether the project had a `buildings` collection before Kilowatch: then it stays when Kilowatch goes */
	adoptedBuildings: boolean;
	/** columns Kilowatch added to an adopted `buildings` */
	addedBuildingColumns: string[];
	database: DatabaseState;
	/** retention of readings in months */
	readingsMonths: number;
}
