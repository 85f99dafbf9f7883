/** HTTP contract: who looks after a building. Names and units: `README.md`. */
import type { BuildingKey, Person } from './buildings.ts';

/** `POST /kilowatch/buildings/manager`: hands buildings over to another manager, all or none. */
export interface ManagerRequest {
	buildings: BuildingKey[];
	/** a user of Directus; null takes the manager away */
	manager: string | null;
}

export interface ManagerAnswer {
	/** how many had another manager before */
	data: { changed: number };
}

/** `GET /kilowatch/buildings/:building/managers`: the people who can be made its manager, by name. */
export interface ManagersAnswer {
	data: Person[];
}
