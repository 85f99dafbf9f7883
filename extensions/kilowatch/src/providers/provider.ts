import type { CallLimit } from '../domain/call-limit.ts';
import type { Metric, Register } from '../domain/metrics.ts';
import type { DayTotal, Reading } from '../domain/reading.ts';
import type { ConsentScope, ProviderName } from '../shared/names.ts';

/** What a provider can be asked for: an operator's totals of days, or its load curve, each in one direction. */
export const measures = [
	'daily',
	'load_curve',
	'max_power',
	'daily_production',
	'production_load_curve',
] as const;

export type Measure = (typeof measures)[number];

/**
 * A source of readings that is asked over HTTP. A provider states its rules as data, parses bytes into readings and
 * classifies every failure; it knows neither the database nor Directus.
 */
export interface Provider {
	readonly rules: ProviderRules;
	/** of each of its operator's APIs; a call waits for its turn by itself */
	readonly callLimits: readonly CallLimit[];
	/** that of the API which brings a measure */
	callLimitOf(measure: Measure): CallLimit;

	/** of a provider whose holder's consent brings tokens of its own; absent where the application's token opens all meters */
	readonly tokens?: ConsentTokens;

	/**
	 * Address of the operator's consent page for one holder's consent.
	 *
	 * @param request.state at most 100 characters, comes back in the callback unchanged
	 * @param request.months how long the consent shall last
	 * @param request.verifier that of `tokens.makeVerifier`, where the provider has it
	 */
	authorizationUrl(request: { state: string; months: number; verifier?: string | undefined }): URL;

	/** What a callback of the operator's consent page means: the points it opened, or why not. */
	completeConsent(
		callback: ConsentCallback,
		signal: AbortSignal,
		secrets?: ConsentSecrets,
	): Promise<ConsentOutcome>;

	/**
	 * One call: one measure of one point over one window of local days. Never throws for what the operator answers.
	 *
	 * @param access what opens the consent's data; only where the provider has `tokens`
	 */
	fetchWindow(window: ProviderWindow, signal: AbortSignal, access?: ConsentAccess): Promise<WindowOutcome>;

	/** What the operator's contract says of a point; absent where the provider has no such call. Never throws either. */
	fetchContract?(pointId: string, signal: AbortSignal, access?: ConsentAccess): Promise<ContractOutcome>;

	/**
	 * Tells the operator that a consent's credentials are to open nothing any more (RFC 7009). Good for credentials that do
	 * not hold any more as well. Absent where the operator has no such call.
	 */
	revokeCredentials?(
		credentials: string,
		signal: AbortSignal,
	): Promise<{ kind: 'revoked' } | { kind: 'failure'; failure: ProviderFailure }>;
}

/** What a consent's own tokens need. Credentials are a text that only their provider can read; they are kept sealed. */
export interface ConsentTokens {
	/** a secret for one way to the operator's page and back */
	makeVerifier(): string;
	/** The access token in the credentials, where it is good still; `undefined`: they have to be refreshed first. */
	usableToken(credentials: string): string | undefined;
	/** New credentials for old ones, which may be spent with that. Never throws for what the operator answers. */
	refresh(credentials: string, signal: AbortSignal): Promise<RefreshOutcome>;
}

/**
 * `ended`: the operator knows the credentials no more, so that only a new consent helps. Of a `failure` the credentials may
 * be spent nevertheless (`isSpentUnknown`): the operator may have answered, and the answer did not come.
 */
export type RefreshOutcome =
	| { kind: 'refreshed'; credentials: string }
	| { kind: 'ended'; failure: ProviderFailure }
	| { kind: 'failure'; failure: ProviderFailure; isSpentUnknown: boolean };

/** Hands out the access tokens of one consent; good ones, refreshed where they are not. */
export interface ConsentAccess {
	token(signal: AbortSignal): Promise<AccessOutcome>;
	/** The operator refused this token: the next one is another. */
	discard(token: string): void;
}

export type AccessOutcome = { kind: 'token'; token: string } | { kind: 'failure'; failure: ProviderFailure };

/** What was kept for the way back: the way's own secret, and what an earlier try has brought already. */
export interface ConsentSecrets {
	verifier?: string | undefined;
	/** a code is good once: these came for it, and the points are yet to be asked for */
	credentials?: string | undefined;
}

/** A provider's behaviour that the planner, the routes and the pages need to know, as data. */
export interface ProviderRules {
	name: ProviderName;
	/** the operator's zone: its days are this zone's days */
	timeZone: string;
	/** `publicationHour` local time of D + 1: before it, day D cannot be had */
	publicationHour: number;
	/** whether a text can be one of its point ids */
	isPointId: (text: string) => boolean;
	/** failure codes that say "nothing older than this" of the measure that was asked for, as long as the consent lives */
	historyFloorCodes: readonly string[];
	/** failure codes that say "too many days at once": the window is asked for once more with its oldest day cut off */
	windowTooLongCodes: readonly string[];
	/** failure codes that say "this point does not measure in this direction": its channel is never asked again */
	directionCodes: readonly string[];
	/** the operator's consent page does not name the meter: whoever connects one has to */
	needsPointId?: boolean;
	/** longest consent, in months */
	maxConsentMonths: number;
	/** the measures it has; another one cannot be asked for */
	measures: Readonly<Partial<Record<Measure, MeasureRules>>>;
}

export interface MeasureRules {
	/** the channel that it fills */
	metric: Metric;
	register: Register;
	/** whether it brings totals of local days or the readings of a curve */
	kind: 'totals' | 'curve';
	/** the consent scope that opens it */
	scope: ConsentScope;
	/** longest window of one call, in local days */
	windowDays: number;
	/** so many days before one that is asked for are read again in the same call: the operator still corrects them */
	correctionDays: number;
	/** how far back the operator answers */
	history: { months: number; days: number };
	/** the step to expect where the operator has not yet shown one, in seconds */
	usualStepSeconds: number;
}

export interface ProviderWindow {
	measure: Measure;
	pointId: string;
	/** first local date */
	from: string;
	/** local date after the last */
	to: string;
}

export type WindowOutcome =
	{ kind: 'data'; series: MeasuredSeries[]; bytes: number } | { kind: 'failure'; failure: ProviderFailure };

/** One channel's share of an answer; daily totals and readings of a curve never mix. */
export interface MeasuredSeries {
	metric: Metric;
	register: Register;
	readings: Reading[];
	dayTotals: DayTotal[];
}

/**
 * Every way a call can fail, by what has to be done about it:
 * `bad_request` our mistake, never repeat; `auth` a new token once; `consent` stop the device, tell the manager;
 * `application` our own credentials, stop the provider and touch no consent; `no_data` nothing yet, ask again later;
 * `throttled` wait until `retryAt`; `outage` back off; `shape` an answer we do not understand: loud, never "0 rows".
 */
export type FailureClass =
	'bad_request' | 'auth' | 'consent' | 'application' | 'no_data' | 'throttled' | 'outage' | 'shape';

export interface ProviderFailure {
	class: FailureClass;
	/** the operator's own code where it sent one, else ours, stable: `ADAM-DC-0008`, `http_503`, `unreadable_body` */
	code: string;
	/** one sentence for people, without secrets and without values */
	message: string;
	/** earliest moment at which asking again can help, where the operator said so or we hold the call back ourselves */
	retryAt?: Date;
	/** of class `outage`: the operator answers so to a request it cannot read, too, so another one may be answered */
	mayBeTheRequest?: boolean;
	/** of class `shape`: how the answer began, with every digit and every quoted value masked */
	excerpt?: string;
}

export type ContractOutcome =
	{ kind: 'contract'; contract: PointContract } | { kind: 'failure'; failure: ProviderFailure };

/** What is kept of a point's contract: what the readings need, and nothing about a person. `undefined`: not said. */
export interface PointContract {
	subscribedPowerKva: number | undefined;
	/** the operator's own label or code of the distribution tariff */
	distributionTariff: string | undefined;
	/** the operator's own text, such as `HC (22H38-6H38)` */
	offPeakHours: string | undefined;
	/** local date since which the point has been in service for this holder: there is nothing before */
	activatedOn: string | undefined;
	/** whether the holder is a natural person */
	personal: boolean | undefined;
	consumption: boolean | undefined;
	production: boolean | undefined;
}

/** The callback's query string, as it came. */
export type ConsentCallback = Readonly<Record<string, string>>;

/**
 * `later`: the consent was given and its points are not named yet; the same callback is to be completed again, with the
 * credentials that have come already.
 */
export type ConsentOutcome =
	| {
			kind: 'granted';
			externalId: string;
			points: ConsentedPoint[];
			/** to be sealed; where the provider has `tokens` */
			credentials?: string;
	  }
	| { kind: 'refused' | 'failure' | 'later'; failure: ProviderFailure; credentials?: string };

export interface ConsentedPoint {
	pointId: string;
	/** last local date of the consent, where the operator says so */
	validUntil: string | undefined;
	/** whether it measures in this direction; `undefined`: the operator did not say, so it is found out by asking */
	consumption: boolean | undefined;
	production: boolean | undefined;
}
