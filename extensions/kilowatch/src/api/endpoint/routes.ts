import type { Route } from './route.ts';
import { acknowledgeAlert, judgeAlert } from './routes/alert-opinion.ts';
import { previewAlertRules } from './routes/alert-preview.ts';
import {
	buildingAlertSettings,
	portfolioAlertSettings,
	setBuildingAlertSettings,
	setPortfolioAlertSettings,
} from './routes/alert-settings.ts';
import { alerts } from './routes/alerts.ts';
import { authorize } from './routes/authorize.ts';
import { building } from './routes/building.ts';
import { callback } from './routes/callback.ts';
import { configure } from './routes/configure.ts';
import { costs } from './routes/costs.ts';
import { exportRoute } from './routes/export.ts';
import { holderAuthorize } from './routes/holder/authorize.ts';
import { holderBack } from './routes/holder/back.ts';
import { holderAllow } from './routes/holder/allow.ts';
import { holderConsent } from './routes/holder/consent.ts';
import { holderData } from './routes/holder/data.ts';
import { holderErase } from './routes/holder/erase.ts';
import { holderOperator } from './routes/holder/operator.ts';
import { holderPage } from './routes/holder/page.ts';
import { holderWithdraw } from './routes/holder/withdraw.ts';
import { importRoute } from './routes/import.ts';
import { manager } from './routes/manager.ts';
import { managers } from './routes/managers.ts';
import { onboarding } from './routes/onboarding.ts';
import { invite, revokeInvitationRoute } from './routes/invitation.ts';
import { openApi } from './routes/openapi.ts';
import { personalData } from './routes/personal-data.ts';
import { portfolio } from './routes/portfolio.ts';
import { readings } from './routes/readings.ts';
import { renew } from './routes/renew.ts';
import { report } from './routes/report.ts';
import { revoke } from './routes/revoke.ts';
import { forecast } from './routes/forecast.ts';
import { statistics } from './routes/statistics.ts';
import { status } from './routes/status.ts';
import { storeTemperatures } from './routes/store-temperatures.ts';
import { syncRun } from './routes/sync-run.ts';
import { sync } from './routes/sync.ts';
import { temperatures } from './routes/temperatures.ts';

/** Every route under `/kilowatch`; the test of rights goes through this list. */
export const routes: readonly Route[] = [
	status,
	portfolio,
	building,
	readings,
	statistics,
	alerts,
	acknowledgeAlert,
	judgeAlert,
	buildingAlertSettings,
	setBuildingAlertSettings,
	portfolioAlertSettings,
	setPortfolioAlertSettings,
	previewAlertRules,
	costs,
	forecast,
	temperatures,
	storeTemperatures,
	exportRoute,
	report,
	configure,
	sync,
	syncRun,
	authorize,
	callback,
	importRoute,
	onboarding,
	manager,
	managers,
	invite,
	revokeInvitationRoute,
	// Before the one whose token could be its name.
	holderBack,
	holderPage,
	holderConsent,
	holderOperator,
	holderAuthorize,
	holderAllow,
	holderWithdraw,
	holderErase,
	holderData,
	revoke,
	renew,
	personalData,
	openApi(() => routes),
];
