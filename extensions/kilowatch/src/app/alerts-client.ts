import type { Severity } from '../domain/alerts/rule-names.ts';
import type { AlertRule, AlertStatus } from '../shared/alert-rules.ts';
import type {
	AcknowledgeRequest,
	AlertsAnswer,
	AlertSettingsAnswer,
	AlertSettingsRequest,
	PreviewAnswer,
	PreviewRequest,
	VerdictRequest,
} from '../shared/http-contract/alerts.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { Language } from '../shared/languages.ts';
import type { HttpClient } from './kilowatch-client.ts';
import { pathOf, ROOT } from './kilowatch-client.ts';

/** Which alerts; what is left out is any. */
export interface AlertsQuery {
	status?: readonly AlertStatus[] | undefined;
	severity?: Severity | undefined;
	rule?: AlertRule | undefined;
	building?: BuildingKey | undefined;
	/** of the sentences; without one there are none */
	language?: Language | undefined;
}

/** A page of alerts, the newest first. */
export async function getAlerts(
	http: HttpClient,
	query: AlertsQuery & { limit: number; cursor?: string | undefined },
	signal: AbortSignal,
): Promise<AlertsAnswer> {
	const params = { ...query, status: query.status?.join(',') };

	return (await http.get<AlertsAnswer>(`${ROOT}/alerts`, { params, signal })).data;
}

export async function acknowledgeAlert(
	http: HttpClient,
	alert: string,
	request: AcknowledgeRequest,
): Promise<void> {
	await http.post(`${alertPath(alert)}/acknowledge`, request);
}

export async function judgeAlert(http: HttpClient, alert: string, request: VerdictRequest): Promise<void> {
	await http.post(`${alertPath(alert)}/verdict`, request);
}

/** By which settings a building's alerts are found, or those of the portfolio. */
export async function getAlertSettings(
	http: HttpClient,
	building: BuildingKey | undefined,
	signal: AbortSignal,
): Promise<AlertSettingsAnswer['data']> {
	const path = `${building === undefined ? ROOT : pathOf(building)}/alert-settings`;

	return (await http.get<AlertSettingsAnswer>(path, { signal })).data.data;
}

/** Sets what is to be otherwise in a building than in the portfolio. */
export async function setAlertSettings(
	http: HttpClient,
	building: BuildingKey,
	request: AlertSettingsRequest,
): Promise<AlertSettingsAnswer['data']> {
	return (await http.post<AlertSettingsAnswer>(`${pathOf(building)}/alert-settings`, request)).data.data;
}

/** What the rules would have found in a building's own past. */
export async function previewAlertRules(
	http: HttpClient,
	building: BuildingKey,
	request: PreviewRequest,
	signal: AbortSignal,
): Promise<PreviewAnswer> {
	return (await http.post<PreviewAnswer>(`${pathOf(building)}/alert-rules/preview`, request, { signal }))
		.data;
}

function alertPath(alert: string): string {
	return `${ROOT}/alerts/${encodeURIComponent(alert)}`;
}
