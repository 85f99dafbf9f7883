/** HTTP contract: a consent from asking to erasure. Names and units: `README.md`. */
import type { ConsentScope, ProviderName } from '../names.ts';

/** `POST /kilowatch/buildings/:building/linky/configure` */
export interface ConfigureRequest {
	provider: ProviderName;
	/** PRM or EAN; may be left out where the operator's consent page names it */
	point_id?: string;
	scopes: ConsentScope[];
	label?: string;
	/** the holder is a natural person */
	personal?: boolean;
}

export interface ConfigureAnswer {
	data: {
		device: string;
		consent: string;
		/** path under the API that redirects to the operator's consent page; open it as a page, not by a request */
		authorize_path: string;
	};
	meta: { history: HistoryEstimate };
}

/**
 * What the history of a new meter takes, told beforehand: at most so many calls, and the time that the operator's limits
 * make them take as far as they are used up now. Meters that wait before this one are not counted.
 */
export interface HistoryEstimate {
	calls: number;
	seconds: number;
}

/**
 * `POST /kilowatch/consents/:consent/revoke`: the holder takes back some scopes, or all of them. With `erase` everything of
 * the meter goes, too, except the keyed proof; only together with all scopes. Good for ended consents as well, to erase.
 */
export interface RevokeRequest {
	/** what is taken back; left out: all of it */
	scopes?: ConsentScope[];
	erase?: boolean;
}

export interface RevokeAnswer {
	data: {
		/** what is still allowed; empty when the consent is over */
		scopes: ConsentScope[];
		/** what became of it at the operator: `queued` to be revoked there; `by_holder`: only the holder can, in the account there */
		operator: 'queued' | 'by_holder' | 'not_needed';
		/** rows that went with it */
		removed: { readings: number; days: number };
		erased: boolean;
	};
}

/** `POST /kilowatch/consents/:consent/renew`: a new consent to the same scopes is asked for, while this one lives or after it. */
export type RenewAnswer = Pick<ConfigureAnswer, 'data'>;

/** `POST /kilowatch/devices/:device/invitation`: a new link for the holder; an older one of the meter works no more. */
export interface InvitationRequest {
	/** days in which a consent may be given by it: 1 to 90; default 30 */
	days?: number;
	/** sent there in this language; the address is not kept */
	email?: string;
	language?: 'en' | 'fr' | 'nl' | 'de';
}

export interface InvitationAnswer {
	data: {
		/** shown this once; only its hash is kept */
		url: string;
		expires_at: string;
		sent: boolean;
	};
}

/** `POST /kilowatch/devices/:device/invitation/revoke`: the link opens nothing any more, whether there was one or not. */
export interface InvitationRevokedAnswer {
	data: { revoked: true };
}

/** `GET /kilowatch/devices/:device/personal-data?format=json|csv`: all that is stored of a meter; `csv`: its readings and days. */
export interface PersonalDataQuery {
	format?: 'json' | 'csv';
}
