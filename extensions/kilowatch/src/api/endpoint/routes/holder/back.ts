import { z } from 'zod';
import { outcomePage, type Outcome } from '../../../../consent/holder-page/outcome.ts';
import type { HolderState } from '../../../../consent/holder-page/holder-state.ts';
import { openLinkPage } from '../../../../consent/holder-page/plain.ts';
import { auditCode } from '../../../../domain/audit-entry.ts';
import { readHolderCookie } from '../../holder/holder-cookie.ts';
import { answerAsPage, languageOf, openContext, unknownLink } from '../../holder/holder-route.ts';
import { nothing, type Route } from '../../route.ts';

const outcome = z.object({
	consent: z.enum(['granted', 'refused', 'failed', 'waiting']).catch('failed'),
	code: z.string().max(60).transform(auditCode).optional().catch(undefined),
});

/**
 * `GET /kilowatch/holder/back`: where a holder comes back to from the operator. The link is in a cookie of this browser, so that it
 * stands in no address on the way.
 */
export const holderBack: Route = {
	method: 'get',
	path: '/holder/back',
	access: 'anyone',
	summary: 'Where a holder comes back to from the operator',
	answers: { media: ['text/html'] },
	errors: [],
	query: outcome,
	body: nothing,
	run: (runtime, _caller, request, response) =>
		answerAsPage(runtime, request, response, async () => {
			const link = readHolderCookie(request);
			if (!link) return { html: await openLinkPage(languageOf(request)) };
			const context = await openContext(runtime, request, { ...link, now: new Date() });
			if (!context) return unknownLink(request);

			const { consent, code } = outcome.parse(request.query);
			const kind = trueOutcome(consent, context.state);

			return { html: await outcomePage(context, { kind, code } satisfies Outcome) };
		}),
};

/** An address says what anybody writes into it: that a consent was given is believed only where one was. */
function trueOutcome(said: Outcome['kind'], { kind }: HolderState): Outcome['kind'] {
	if (said !== 'granted' && said !== 'waiting') return said;
	if (kind === 'living') return 'granted';

	return kind === 'awaited' ? 'waiting' : 'failed';
}

/** The page's address below the API's own, with how the consent ended. */
export function backPath(ended: { consent: string; code?: string }): string {
	return `/kilowatch/holder/back?${new URLSearchParams(ended).toString()}`;
}
