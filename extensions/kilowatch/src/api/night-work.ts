import { advanceStates } from '../consent/advance-states.ts';
import type { ConsentContext } from '../consent/consent-context.ts';
import type { Environment } from './environment.ts';
import { keepForecasts } from './keep-forecasts.ts';
import { purge } from './purge.ts';

/**
 * What the night does besides syncing: consents come to their state, what is past its retention goes, and what is forecast of the
 * running month is kept.
 */
export async function nightWork(
	context: Pick<ConsentContext, 'database' | 'vault' | 'providers' | 'now'>,
	{ environment, tell }: { environment: Environment; tell: (message: string, facts: object) => void },
): Promise<void> {
	tell('Consents have come to their state', await advanceStates(context, environment.KILOWATCH_TIMEZONE));
	tell('What is past its retention is gone', await purge(context.database, environment, context.now()));
	tell('Forecasts are kept', await keepForecasts(context.database, context.now(), tell));
}
