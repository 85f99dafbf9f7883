import { useApi, useStores } from '@directus/extensions-sdk';
import type { Ref } from 'vue';
import { onScopeDispose } from 'vue';
import { apiAddress } from '../kilowatch-client.ts';
import type { ChangeFeed } from './change-feed.ts';
import { changeFeed } from './change-feed.ts';
import type { LiveState } from './follow-changes.ts';
import { followChanges } from './follow-changes.ts';

/** What the server says of its WebSocket; nothing where it is off. */
interface ServerStore {
	info: {
		websocket?: false | { rest?: false | { path: string }; heartbeat?: number | string | false } | null;
	};
}

const COLLECTION = 'iot_alerts';
let feed: ChangeFeed | undefined;

/**
 * Calls `onChange` whenever alerts may have changed, as long as the page is looked at.
 *
 * @returns how that is found out
 */
export function useAlertChanges(onChange: () => void): Readonly<Ref<LiveState>> {
	const api = useApi();
	const { info } = (useStores() as { useServerStore: () => ServerStore }).useServerStore();
	const shared = (feed ??= changeFeed(document));

	onScopeDispose(
		shared.listen(onChange, (handlers) => {
			const path = info.websocket ? info.websocket.rest && info.websocket.rest.path : undefined;

			return followChanges({
				...handlers,
				address: path
					? apiAddress(api.defaults.baseURL, path, window.location.href).replace(/^http/, 'ws')
					: undefined,
				collection: COLLECTION,
				heartbeatMs: heartbeatOf(info),
				openSocket: (address) => new WebSocket(address),
				random: Math.random,
			});
		}),
	);

	return shared.state;
}

function heartbeatOf({ websocket }: ServerStore['info']): number | undefined {
	const seconds = websocket ? Number(websocket.heartbeat) : 0;

	return seconds > 0 ? seconds * 1000 : undefined;
}
