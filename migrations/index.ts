import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';
import { buildingsAndDevices } from './001-buildings-and-devices.ts';
import { readingsAndDays } from './002-readings-and-days.ts';
import { consentsAndSecrets } from './003-consents-and-secrets.ts';
import { syncRuns } from './004-sync-runs.ts';
import { findings } from './005-findings.ts';
import { audit } from './006-audit.ts';
import { measures } from './007-measures.ts';
import { callLimits } from './008-call-limits.ts';
import { waitingConsents } from './009-waiting-consents.ts';
import { runClaims } from './010-run-claims.ts';
import { jobQueue } from './011-job-queue.ts';
import { auditKeys } from './012-audit-keys.ts';
import { consentLife } from './013-consent-life.ts';
import { weather } from './014-weather.ts';
import { sqlViews } from './015-sql-views.ts';
import { keptSeries } from './016-kept-series.ts';
import { alerting } from './017-alerting.ts';
import { tariffs } from './018-tariffs.ts';
import { keptStretches } from './019-kept-stretches.ts';
import { forecasts } from './020-forecasts.ts';

/** The schema's whole history, in order. */
export const migrations: readonly Migration[] = [
	buildingsAndDevices,
	readingsAndDays,
	consentsAndSecrets,
	syncRuns,
	findings,
	audit,
	measures,
	callLimits,
	waitingConsents,
	runClaims,
	jobQueue,
	auditKeys,
	consentLife,
	weather,
	sqlViews,
	keptSeries,
	alerting,
	tariffs,
	keptStretches,
	forecasts,
];
