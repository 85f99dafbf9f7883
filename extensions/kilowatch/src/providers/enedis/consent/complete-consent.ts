import { isPrm } from '../../../domain/point-id.ts';
import type { HttpTools } from '../../http/exchange.ts';
import type { ConsentCallback, ConsentOutcome, FailureClass, ProviderFailure } from '../../provider.ts';
import type { EnedisApi } from '../enedis-api.ts';
import { excerptOf } from '../../http/excerpt.ts';
import { pointsOf, readServicesPage, type Service } from './subscribed-services.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

/** Pauses between the tries: a consent just given is listed only after a while. */
const PAUSES_MS = [1000, 2000, 4000, 8000];

/** A person waits in front of this. */
const LIMIT_MS = 20_000;

/**
 * What a callback of Enedis' consent page means.
 *
 * Generation 2026 names a consent, whose meter is then asked for; v1 names the meters themselves, with nothing on
 * their direction or end. An error on the page is a refusal where the holder said no, else a failure.
 */
export async function completeConsent(
	callback: ConsentCallback,
	api: EnedisApi,
	tools: Pick<HttpTools, 'now' | 'sleep'>,
	signal: AbortSignal,
): Promise<ConsentOutcome> {
	const {
		error,
		error_description: description,
		autorisation_id: consentId,
		usage_point_id: pointIds,
	} = callback;
	if (error !== undefined) return consentPageError(error, description ?? '');
	if (consentId !== undefined) return askForPoints(consentId, api, tools, signal);
	if (pointIds !== undefined) return pointsOfCallback(pointIds);
	return failed('bad_request', 'incomplete_callback', 'Enedis’ consent page came back without a consent');
}

function pointsOfCallback(pointIds: string): ConsentOutcome {
	const ids = [...new Set(pointIds.split(/[,;]/).map((id) => id.trim()))].filter((id) => id !== '').sort();
	if (ids.length === 0 || !ids.every(isPrm)) {
		return failed(
			'shape',
			'unreadable_callback',
			'Enedis’ consent page came back with something that is no PRM',
		);
	}
	return {
		kind: 'granted',
		externalId: ids.join(','),
		points: ids.map((pointId) => ({
			pointId,
			validUntil: undefined,
			consumption: undefined,
			production: undefined,
		})),
	};
}

async function askForPoints(
	consentId: string,
	api: EnedisApi,
	{ now, sleep }: Pick<HttpTools, 'now' | 'sleep'>,
	callerSignal: AbortSignal,
): Promise<ConsentOutcome> {
	const id = Number(consentId);
	if (!/^\d+$/.test(consentId) || !Number.isSafeInteger(id)) {
		return failed(
			'shape',
			'unreadable_callback',
			'Enedis’ consent page came back with something that is no consent',
		);
	}

	const startedMs = now().getTime();
	const signal = AbortSignal.any([callerSignal, AbortSignal.timeout(LIMIT_MS)]);
	for (let tries = 1; ; tries += 1) {
		const outcome = await askOnce(id, api, signal);
		if (outcome.kind !== 'later' || !isSoon(outcome.failure)) return outcome;

		const pauseMs = PAUSES_MS[tries - 1];
		const spentMs = now().getTime() - startedMs;
		if (pauseMs === undefined || spentMs + pauseMs > LIMIT_MS || signal.aborted) return outcome;
		try {
			await sleep(pauseMs, undefined, { signal });
		} catch {
			return outcome;
		}
	}
}

/** Not listed yet, or trouble that may be over in seconds; a named moment, a limit or our own credentials take longer. */
function isSoon({ class: failureClass, retryAt }: ProviderFailure): boolean {
	return failureClass === 'no_data' || (failureClass === 'outage' && retryAt === undefined);
}

/** The consent was given, whatever hinders us from asking for its meter: only an answer that we cannot use settles it. */
async function askOnce(id: number, api: EnedisApi, signal: AbortSignal): Promise<ConsentOutcome> {
	const listed = await listServices(id, api, signal);
	if (listed.kind === 'failure') {
		// Before it is listed the path may answer 404, in whichever form.
		if (listed.status === 404) return later('no_service');
		const isFinal = listed.failure.class === 'shape' || listed.failure.class === 'bad_request';
		return { kind: isFinal ? 'failure' : 'later', failure: listed.failure };
	}
	try {
		const points = pointsOf(listed.services, id);

		return points.length > 0 ? { kind: 'granted', externalId: String(id), points } : later('no_service');
	} catch (error) {
		if (!(error instanceof UnexpectedShape)) throw error;

		return { kind: 'failure', failure: error.failure };
	}
}

function later(code: string): ConsentOutcome {
	return {
		kind: 'later',
		failure: { class: 'no_data', code, message: 'Enedis lists no meter for this consent yet' },
	};
}

/** A consent is one meter with some services; a list that never ends is none. */
const MAX_PAGES = 20;

type ListedServices =
	| { kind: 'services'; services: Service[] }
	| { kind: 'failure'; failure: ProviderFailure; status?: number | undefined };

/** Every page of a consent's services. */
async function listServices(id: number, api: EnedisApi, signal: AbortSignal): Promise<ListedServices> {
	const services: Service[] = [];
	for (let page = 1; page <= MAX_PAGES; page += 1) {
		const outcome = await api(
			{
				path: '/subscribed_services/v1',
				about: String(id),
				json: {
					autorisationId: id,
					comptage: false,
					etatCode: ['ACTIF', 'DEMANDE'],
					serviceType: 'ACCES',
					...(page === 1 ? {} : { page }),
				},
			},
			signal,
		);
		if (outcome.kind === 'failure') return outcome;
		try {
			const { services: more, total } = readServicesPage(outcome.answer.text);
			services.push(...more);
			if (more.length === 0 || total === undefined || services.length >= total) break;
		} catch (error) {
			if (!(error instanceof UnexpectedShape)) throw error;

			return { kind: 'failure', failure: { ...error.failure, excerpt: excerptOf(outcome.answer.text) } };
		}
	}

	return { kind: 'services', services };
}

/** Of the texts in a callback only known ones are repeated: anybody can write an address. */
function consentPageError(error: string, description: string): ConsentOutcome {
	if (error === 'access_denied') {
		return {
			kind: 'refused',
			failure: { class: 'consent', code: error, message: 'The holder did not give the consent' },
		};
	}
	if (description.includes('demande_non_aboutie')) {
		return failed('consent', 'demande_non_aboutie', 'The consent was not completed on Enedis’ page');
	}
	if (error === 'server_error' || error === 'temporarily_unavailable') {
		return failed('outage', error, 'Enedis’ consent page has technical trouble');
	}
	if (error === 'unauthorized_client' || error === 'invalid_client') {
		return failed('application', error, 'Enedis’ consent page does not accept our application');
	}
	if (error === 'invalid_request') {
		return failed('bad_request', error, 'Enedis’ consent page did not accept our request');
	}
	return failed(
		'shape',
		'unknown_callback_error',
		'Enedis’ consent page came back with an error we do not know',
	);
}

function failed(
	failureClass: FailureClass,
	code: string,
	message: string,
): ConsentOutcome & { kind: 'failure' } {
	const failure: ProviderFailure = { class: failureClass, code, message };
	return { kind: 'failure', failure };
}
