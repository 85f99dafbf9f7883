import type { Route } from './route.ts';
import { authorize } from './routes/authorize.ts';
import { building } from './routes/building.ts';
import { callback } from './routes/callback.ts';
import { configure } from './routes/configure.ts';
import { importRoute } from './routes/import.ts';
import { manager } from './routes/manager.ts';
import { managers } from './routes/managers.ts';
import { onboarding } from './routes/onboarding.ts';
import { portfolio } from './routes/portfolio.ts';
import { readings } from './routes/readings.ts';
import { status } from './routes/status.ts';
import { syncRun } from './routes/sync-run.ts';
import { sync } from './routes/sync.ts';

/** Every route under `/kilowatch`; the test of rights goes through this list. */
export const routes: readonly Route[] = [
	status,
	portfolio,
	building,
	readings,
	configure,
	sync,
	syncRun,
	authorize,
	callback,
	importRoute,
	onboarding,
	manager,
	managers,
];
