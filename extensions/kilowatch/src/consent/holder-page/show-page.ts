import type { ConsentScope } from '../../shared/names.ts';
import { askedPage } from './asked.ts';
import { livingPage, type MistakenForm } from './living.ts';
import type { Done } from './done-notice.ts';
import type { PageContext } from './page-context.ts';
import type { Mistake } from './parts.ts';
import { restingPage } from './resting.ts';

/** The page in its present state, with what was just done or mistaken. */
export async function showPage(
	context: PageContext,
	told: {
		done?: Done | undefined;
		mistake?: Mistake & { form: MistakenForm; ticked?: readonly ConsentScope[] };
	} = {},
): Promise<string> {
	const { mistake } = told;
	switch (context.state.kind) {
		case 'living':
			return livingPage(context, {
				done: told.done,
				...(mistake ? { mistake } : {}),
			});
		case 'asked':
			return askedPage(context, { done: told.done, mistake, ticked: mistake?.ticked ?? [] });
		default:
			return restingPage(context, { done: told.done, ...(mistake ? { mistake } : {}) });
	}
}
