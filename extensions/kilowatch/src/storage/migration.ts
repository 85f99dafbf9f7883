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

/** Types a key of `buildings` can have, and the columns that point to it. */
export type BuildingKeyType = 'uuid' | 'integer' | 'bigint';

/** What a migration finds in the project it grows into. Found once, and kept in `kilowatch_internal.install`. */
export interface MigrationContext {
	/** key of `buildings`: of the project's own collection where it has one */
	buildingKeyType: BuildingKeyType;
	/** whether the project had a `buildings` collection before Kilowatch: then it stays when Kilowatch goes */
	adoptedBuildings: boolean;
	/** columns Kilowatch adds to an adopted `buildings` */
	addedBuildingColumns: string[];
	/** whether `iot_readings` becomes a hypertable */
	hypertable: boolean;
}
