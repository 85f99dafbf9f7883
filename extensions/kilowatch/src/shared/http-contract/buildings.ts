/** HTTP contract: buildings with their meters, as lists and one by one. Names and units: `README.md`. */
import type { Metric, Register } from '../../domain/metrics.ts';
import type {
	ChannelState,
	ConsentEndReason,
	ConsentScope,
	ConsentStatus,
	DeviceStatus,
	DeviceType,
	ProviderName,
	RightsScope,
} from '../names.ts';
import type { SyncRunState } from './sync-runs.ts';

/** Key of a building: uuid, or the integer of an adopted collection. */
export type BuildingKey = string | number;

/**
 * What a portfolio is ordered by, `-` before it turns the order: `name`; `total`, the scaled energy; that by m² and by
 * dwelling; `change` to the period before.
 */
export const portfolioOrders = ['name', 'total', 'per_m2', 'per_dwelling', 'change'] as const;

export type PortfolioOrder = (typeof portfolioOrders)[number];

/** `GET /kilowatch/portfolio?from&to&sort&compare` */
export interface PortfolioAnswer {
	data: PortfolioBuilding[];
	meta: {
		from: string;
		to: string;
		/** the period before, that `previous` compares with; null where no comparison was asked for */
		previous: { from: string; to: string } | null;
		sort: PortfolioOrder | `-${PortfolioOrder}`;
		scope: RightsScope;
		totals: PortfolioTotals;
	};
}

export interface PortfolioBuilding {
	id: BuildingKey;
	name: string;
	city: string | null;
	country: string | null;
	timezone: string;
	floor_area: number | null;
	dwellings: number | null;
	/** told to who may change the building */
	manager: Pick<Person, 'id' | 'name'> | null;
	/** whether the caller may hand it over and connect meters to it; row rules of a project's own may still refuse that */
	may_update: boolean;
	devices: number;
	/** consumption of the days known in the period, in Wh; null where no day is known */
	energy_wh: number | null;
	days_known: number;
	days_expected: number;
	/**
	 * the energy as if every day of the living meters were known, in Wh: a meter's unknown days count as the mean of its known
	 * ones; null where one of these meters is known on less than half of the days
	 */
	scaled_wh: number | null;
	/** how many days of meters that adds; 0: nothing was added */
	scaled_days: number;
	/** `scaled_wh` by the floor area, and by dwelling; null where either is not known */
	energy_per_m2_wh: number | null;
	energy_per_dwelling_wh: number | null;
	/** against the period before, over the days that a meter knows in both; null unless asked for */
	previous: PortfolioComparison | null;
	/** place in the order asked for, from 1 on, of equals the same; null by name, and where the figure is not known */
	rank: number | null;
	last_reading_at: string | null;
}

export interface PortfolioComparison {
	/** days of meters that are known in both periods */
	days_compared: number;
	current_wh: number | null;
	earlier_wh: number | null;
	/**
	 * relative: 0.1 is a tenth more than before; null where less than half of the days can be compared, or nothing was used
	 * before
	 */
	change: number | null;
}

/** Over the buildings that the caller may see, and no others. */
export interface PortfolioTotals {
	buildings: number;
	devices: number;
	energy_wh: number | null;
	days_known: number;
	days_expected: number;
	/** over the buildings of which it is known, and how many those are */
	energy_per_m2_wh: number | null;
	buildings_per_m2: number;
	energy_per_dwelling_wh: number | null;
	buildings_per_dwelling: number;
	previous: PortfolioComparison | null;
}

/** `GET /kilowatch/buildings/:building` */
export interface BuildingAnswer {
	data: BuildingDetail;
}

export interface BuildingDetail {
	id: BuildingKey;
	name: string;
	address: string | null;
	city: string | null;
	country: string | null;
	timezone: string;
	floor_area: number | null;
	dwellings: number | null;
	/** whether the caller may connect and sync meters here */
	may_update: boolean;
	devices: BuildingDevice[];
	/** providers that could be connected, and what an unconfigured one lacks */
	providers: ProviderState[];
}

export interface BuildingDevice {
	id: string;
	device_type: DeviceType;
	provider: ProviderName;
	/** null until the operator named it */
	point_id: string | null;
	label: string | null;
	status: DeviceStatus;
	personal: boolean;
	/** kVA, from the contract */
	subscribed_power: number | null;
	/** the series it has; none until its consent was given */
	channels: { metric: Metric; register: Register; state: ChannelState }[];
	load_curve: LoadCurveState;
	/** totals and curve of the days asked for: how many days have either, and how many have neither */
	coverage: { first_date: string | null; last_date: string | null; days_known: number; days_missing: number };
	last_sync_at: string | null;
	last_reading_at: string | null;
	consent: {
		id: string;
		status: ConsentStatus;
		scopes: ConsentScope[];
		valid_until: string | null;
		/** the holder has given it, and the operator has yet to name the meter; it is asked again by itself */
		is_awaited: boolean;
		/** null while it lives */
		end_reason: ConsentEndReason | null;
	} | null;
	/** another consent, asked for while the one above lives; only where there is one */
	renewal: { id: string; scopes: ConsentScope[] } | null;
	/** the link of a holder without an account; null where there is none that works */
	invitation: { expires_at: string; opened_at: string | null } | null;
	last_run: SyncRunState | null;
}

/**
 * Whether a meter's load curve comes. `not_collected`: its daily totals come and for days no curve did, so the holder has
 * not switched on its recording and collection at the operator; `unknown`: not yet asked often enough to tell.
 */
export type LoadCurveState = 'collected' | 'not_collected' | 'not_consented' | 'unknown';

export interface ProviderState {
	name: ProviderName;
	configured: boolean;
	/** environment variables that are missing where it is not configured */
	missing: string[];
	/** what people have to know before they choose it: its operator has published no API, so it works by an assumed contract */
	note: 'no_public_api' | null;
}

export interface Person {
	id: string;
	/** first and last name, else the address */
	name: string;
	email: string | null;
}
