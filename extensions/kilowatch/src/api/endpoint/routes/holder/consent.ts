import { chooseScopes } from '../../../../consent/choose-scopes.ts';
import { HOLDER_TEXT_VERSION } from '../../../../consent/consent-text.ts';
import { showPage } from '../../../../consent/holder-page/show-page.ts';
import { shownProof } from '../../../../consent/holder-page/statement/shown-statement.ts';
import type { ConsentScope } from '../../../../shared/names.ts';
import {
	defineHolderRoute,
	toHolderPage,
	toPageIfState,
	toSubpage,
	type HolderRequest,
} from '../../holder/holder-route.ts';
import type { RouteAnswer } from '../../route.ts';
import { isAdviceAlone, tickedScopes } from './ticked-scopes.ts';

/** `POST /kilowatch/holder/:token/consent`: what the holder ticked. Next comes the operator. */
export const holderConsent = defineHolderRoute({
	method: 'post',
	path: '/consent',
	summary: 'Takes what the holder ticked',
	answers: { status: 303 },
	async handle(request) {
		const { runtime, context, form, now } = request;
		const { state, meter, texts } = context;
		if (!state.mayConsent || !context.isProviderOn) return toHolderPage(request, 'unchanged');

		const scopes = tickedScopes(form);
		if (form.get('text_version') !== HOLDER_TEXT_VERSION)
			return mistaken(request, texts.ask.changedMeanwhile);
		if (scopes.length === 0) return mistaken(request, texts.ask.noneTicked);
		if (isAdviceAlone(scopes)) return mistaken(request, texts.ask.adviceAlone, scopes);

		try {
			await chooseScopes(runtime.database, {
				device: meter.device,
				provider: meter.provider,
				scopes,
				shown: shownProof(context.language, context.facts),
				at: now,
			});
		} catch (error) {
			return toPageIfState(request, error);
		}

		return toSubpage(request, 'operator');
	},
});

async function mistaken(
	{ context }: HolderRequest,
	text: string,
	ticked: readonly ConsentScope[] = [],
): Promise<RouteAnswer> {
	const mistake = { form: 'consent', text, field: 'scope-daily', ticked } as const;

	return { status: 422, html: await showPage(context, { mistake }) };
}
