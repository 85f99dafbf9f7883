import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Alert } from '../../../shared/http-contract/alerts.ts';
import type { AlertsQuery } from '../../alerts-client.ts';
import { getAlerts } from '../../alerts-client.ts';
import type { LiveState } from '../../composables/follow-changes.ts';
import type { RequestFailure } from '../../composables/request-failure.ts';
import { useAlertChanges } from '../../composables/use-alert-changes.ts';
import { useRequest } from '../../composables/use-request.ts';
import type { HttpClient } from '../../kilowatch-client.ts';
import type { AlertPages } from './read-alerts.ts';
import { readAlerts } from './read-alerts.ts';

export interface AlertList {
	/** undefined until they were read for the first time */
	alerts: ComputedRef<readonly Alert[] | undefined>;
	hasMore: ComputedRef<boolean>;
	loading: Readonly<Ref<boolean>>;
	failure: Readonly<ShallowRef<RequestFailure | undefined>>;
	/** when they were read last, in milliseconds */
	readAt: Readonly<Ref<number>>;
	/** keys of those that came while the list was looked at */
	arrived: Readonly<ShallowRef<ReadonlySet<string>>>;
	live: Readonly<Ref<LiveState>>;
	refresh: () => Promise<void>;
	more: () => Promise<void>;
}

/** Alerts that stay as they are on the server: read anew when they change, as many as are shown. */
export function useAlertList(http: HttpClient, query: () => AlertsQuery, pageSize: number): AlertList {
	const readAt = ref(0);
	const arrived = shallowRef<ReadonlySet<string>>(new Set());
	let wanted = pageSize;

	const request = useRequest((signal, after: AlertPages | undefined) =>
		readAlerts((limit, cursor) => getAlerts(http, { ...query(), limit, cursor }, signal), wanted, after),
	);
	const { data, failure, loading } = request;

	// A late change asks for as many as were wanted, so that it may take the place of a next page that is on its way.
	const refresh = () => request.run(undefined);

	watch(data, (pages, before) => {
		if (pages === undefined) return;
		readAt.value = Date.now();
		if (before === undefined) return;
		const newestBefore = before.alerts[0]?.created_at ?? '';
		const isNew = ({ id, created_at: at }: Alert) =>
			at >= newestBefore && !before.alerts.some((known) => known.id === id);
		const found = pages.alerts.filter(isNew).map(({ id }) => id);
		if (found.length > 0) arrived.value = new Set([...arrived.value, ...found]);
	});

	watch(
		() => JSON.stringify(query()),
		() => {
			wanted = pageSize;
			arrived.value = new Set();
			request.clear();
			void refresh();
		},
		{ immediate: true },
	);

	return {
		alerts: computed(() => data.value?.alerts),
		hasMore: computed(() => (data.value?.nextCursor ?? null) !== null),
		loading,
		failure,
		readAt,
		arrived,
		live: useAlertChanges(() => void refresh()),
		refresh,
		more() {
			wanted = (data.value?.alerts.length ?? 0) + pageSize;

			return request.run(data.value);
		},
	};
}
