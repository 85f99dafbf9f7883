import type { Route } from './route.ts';
import { authorize } from './routes/authorize.ts';
import { building } from './routes/building.ts';
import { callback } from './routes/callback.ts';
import { configure } from './routes/configure.ts';
import { importRoute } from './routes/import.ts';
import { portfolio } from './routes/portfolio.ts';
import { readings } from './routes/readings.ts';
import { statistics } from './routes/statistics.ts';
import { status } from './routes/status.ts';
import { syncRun } from './routes/sync-run.ts';
import { sync } from './routes/sync.ts';

/** Every route under `/kilowatch`; the test of rights goes through this list. */
export const routes: readonly Route[] = [
	status,
	portfolio,
	building,
	readings,
	statistics,
	configure,
	sync,
	syncRun,
	authorize,
	callback,
	importRoute,
];
