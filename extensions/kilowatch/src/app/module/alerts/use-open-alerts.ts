import type { ShallowRef } from 'vue';
import { useApi } from '@directus/extensions-sdk';
import { getAlerts } from '../../alerts-client.ts';
import { useAlertChanges } from '../../composables/use-alert-changes.ts';
import { useRequest } from '../../composables/use-request.ts';

export interface OpenAlerts {
	count: number;
	/** there are more than that */
	isMore: boolean;
}

/** Beyond that nobody counts any more. */
const MOST_COUNTED = 50;

/** How many alerts nobody has looked at yet, kept up to date; undefined where that is not known. */
export function useOpenAlerts(): Readonly<ShallowRef<OpenAlerts | undefined>> {
	const api = useApi();
	const { data, run } = useRequest(async (signal): Promise<OpenAlerts> => {
		const answer = await getAlerts(api, { status: ['open'], limit: MOST_COUNTED }, signal);

		return { count: answer.data.length, isMore: answer.meta.next_cursor !== null };
	});
	useAlertChanges(() => void run());
	void run();

	return data;
}
