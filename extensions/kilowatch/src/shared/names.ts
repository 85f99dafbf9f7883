/** Names that the database, the API and the app share. The order is the order in which people see them. */

export const providerNames = [
	'enedis',
	'ores',
	'fluvius',
	'myelectricaldata',
	'conso_api',
	'file',
	'push',
] as const;

export type ProviderName = (typeof providerNames)[number];

/** What a holder allows, each apart: daily totals, the load curve, personalised advice. */
export const consentScopes = ['daily', 'load_curve', 'advice'] as const;

export type ConsentScope = (typeof consentScopes)[number];

export const consentStatuses = ['pending', 'active', 'expiring', 'expired', 'refused', 'revoked'] as const;

export type ConsentStatus = (typeof consentStatuses)[number];

/**
 * Why a consent is over. `expired`: its last day has passed; `withdrawn`: the holder withdrew it here; `revoked`: the operator
 * says that it does not hold any more; `unanswered`: it was asked for and nobody came back; `renewed`: a newer one has taken
 * its place; `credentials_lost`: its tokens do not open anything any more, and only a new consent helps.
 */
export const consentEndReasons = [
	'expired',
	'withdrawn',
	'revoked',
	'unanswered',
	'renewed',
	'credentials_lost',
] as const;

export type ConsentEndReason = (typeof consentEndReasons)[number];

export const deviceStatuses = ['pending', 'active', 'stopped', 'archived'] as const;

export type DeviceStatus = (typeof deviceStatuses)[number];

export const deviceTypes = [
	'electricity_meter',
	'gas_meter',
	'water_meter',
	'temperature_sensor',
	'humidity_sensor',
	'other',
] as const;

export type DeviceType = (typeof deviceTypes)[number];

export const syncRunStatuses = ['queued', 'running', 'succeeded', 'partial', 'failed'] as const;

export type SyncRunStatus = (typeof syncRunStatuses)[number];

/** `not_measured`: the operator says that the point does not measure this, so it is not asked again. */
export const channelStates = ['active', 'not_measured'] as const;

export type ChannelState = (typeof channelStates)[number];

export const syncTriggers = ['schedule', 'manual', 'consent', 'file'] as const;

export type SyncTrigger = (typeof syncTriggers)[number];

/**
 * Who says how warm a day was, the first one before the others: a file that somebody has looked at, a sensor of one's own that
 * sends its days, a weather model.
 */
export const weatherSources = ['file', 'push', 'open_meteo'] as const;

export type WeatherSource = (typeof weatherSources)[number];

/** `missing`: nothing known; `partial`: some of it; `complete`: all of it; `final`: a hole that is not asked for by itself any more. */
export const dayStatuses = ['missing', 'partial', 'complete', 'final'] as const;

export type DayStatus = (typeof dayStatuses)[number];

/** What one row of readings is: an interval as it was measured, an hour or day of the building's clock, or a month. */
export const resolutions = ['raw', 'hour', 'day', 'month'] as const;

export type Resolution = (typeof resolutions)[number];

/** What one row of costs is; finer ones would tell when somebody is at home. */
export const costResolutions = ['day', 'month', 'year'] as const;

export type CostResolution = (typeof costResolutions)[number];

/** How wide people who are not admins see: every building, or only those assigned to them. */
export const rightsScopes = ['all', 'assigned'] as const;

export type RightsScope = (typeof rightsScopes)[number];

/** The seeded policies, by fixed ids so that they can be recognised without asking for their names. */
export const policyIds = {
	manager: '6b1f7a52-3c40-4e2b-9d5e-0a5f7c1e0001',
	reader: '6b1f7a52-3c40-4e2b-9d5e-0a5f7c1e0002',
	personalData: '6b1f7a52-3c40-4e2b-9d5e-0a5f7c1e0003',
} as const;
