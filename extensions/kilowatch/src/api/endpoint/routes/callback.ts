import { z } from 'zod';
import { ConsentError } from '../../../consent/consent-error.ts';
import { receiveCallback, tryToFinish } from '../../../consent/finish-waiting.ts';
import { providerNames } from '../../../shared/names.ts';
import { isWayOfHolder } from '../../../storage/oauth-transactions.ts';
import type { Runtime } from '../../runtime.ts';
import { studioUrl } from '../../studio-url.ts';
import { readHolderCookie } from '../holder/holder-cookie.ts';
import { backPath } from './holder/back.ts';
import { clearConsentCookie, readConsentCookie } from '../consent-cookie.ts';
import { defineRoute, nothing, pathParam } from '../route.ts';

/**
 * `GET /kilowatch/oauth/:provider/callback`: back from the operator. Open to anyone, for it acts on nothing but a
 * state that this very browser was given and that is good once.
 */
export const callback = defineRoute({
	method: 'get',
	path: '/oauth/:provider/callback',
	access: 'anyone',
	summary: 'Where the operator sends a browser back to; it leads on to the Studio or the holder’s page',
	answers: { status: 302 },
	errors: [],
	query: z.record(z.string(), z.unknown()),
	body: nothing,
	async handle({ runtime, params, query, http }) {
		const state = typeof query.state === 'string' ? query.state : '';
		const browserSecret = readConsentCookie(http.request, state);
		const input = z
			.object({ provider: z.enum(providerNames), state: z.string(), browserSecret: z.string() })
			.safeParse({ provider: pathParam(params, 'provider'), state, browserSecret });
		const provider = input.success ? runtime.providers.providers.get(input.data.provider) : undefined;
		const answer: Record<string, string> = Object.fromEntries(
			Object.entries(query).filter(
				(entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'state',
			),
		);
		const transaction = input.success && provider && (await receiveCallback(runtime, input.data, answer));
		if (!provider || !transaction) {
			const failed = { consent: 'failed', code: 'unknown_state' };

			// Whoever came by a link has no account: the Studio would only ask for one.
			const isHolder =
				readHolderCookie(http.request) !== undefined || (await isWayOfHolder(runtime.database, state));

			return {
				redirect: isHolder ? holderBackUrl(runtime, failed) : toldPage(runtime, '', failed),
			};
		}
		clearConsentCookie(http.response, state, runtime.environment.PUBLIC_URL);

		try {
			const context = { database: runtime.database, vault: runtime.vault, now: () => new Date() };
			const finished = await tryToFinish(context, provider, transaction, answer);
			runtime.syncs.wake();
			const outcome = {
				consent: finished.kind,
				...(finished.code ? { code: finished.code } : {}),
				...(finished.kind === 'granted' ? { meters: String(finished.meters) } : {}),
			};

			return {
				redirect: transaction.invitation
					? holderBackUrl(runtime, outcome)
					: toldPage(runtime, `/buildings/${finished.building}`, outcome),
			};
		} catch (error) {
			if (!(error instanceof ConsentError)) throw error;

			const failed = { consent: 'failed', code: error.code };

			return {
				redirect: transaction.invitation ? holderBackUrl(runtime, failed) : toldPage(runtime, '', failed),
			};
		}
	},
});

/** A page of our module in the Studio, told how the consent ended. */
function toldPage(
	{ environment }: Runtime,
	page: string,
	outcome: { consent: string; code?: string; meters?: string },
): string {
	return `${studioUrl(environment, page)}?${new URLSearchParams(outcome).toString()}`;
}

/** Where a holder without an account comes back to; the token of the link is in a cookie. */
function holderBackUrl({ environment }: Runtime, outcome: { consent: string; code?: string }): string {
	return rootOf(environment) + backPath(outcome);
}

function rootOf({ PUBLIC_URL }: Runtime['environment']): string {
	return (PUBLIC_URL ?? '').replace(/\/+$/, '');
}
