import type { Ref } from 'vue';
import { ref } from 'vue';
import type { LiveState } from './follow-changes.ts';

/** What is needed of the document. */
export type VisiblePage = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

export type Follow = (handlers: { onChange: () => void; onState: (state: LiveState) => void }) => () => void;

/** One connection for all who listen on a page. */
export interface ChangeFeed {
	state: Readonly<Ref<LiveState>>;
	/**
	 * Listens until what it answers is called. The first one connects with its `follow`; while the page is hidden nobody is
	 * told anything, and when it is seen again everybody is.
	 */
	listen: (onChange: () => void, follow: Follow) => () => void;
}

/** From one page of the module to the next the connection stays. */
const LINGER_MS = 1000;

export function changeFeed(page: VisiblePage): ChangeFeed {
	const state = ref<LiveState>('connecting');
	const listeners = new Set<() => void>();
	let follow: Follow | undefined;
	let stop: (() => void) | undefined;
	let linger: ReturnType<typeof setTimeout> | undefined;

	function tell(): void {
		for (const listener of listeners) listener();
	}

	function start(): void {
		if (page.hidden || stop !== undefined) return;
		stop = follow?.({ onChange: tell, onState: (next) => (state.value = next) });
	}

	function pause(): void {
		stop?.();
		stop = undefined;
	}

	function look(): void {
		if (page.hidden) {
			pause();

			return;
		}
		start();
		tell();
	}

	function end(): void {
		pause();
		page.removeEventListener('visibilitychange', look);
		follow = undefined;
		state.value = 'connecting';
	}

	return {
		state,
		listen(onChange, connect) {
			clearTimeout(linger);
			listeners.add(onChange);
			if (follow === undefined) {
				follow = connect;
				page.addEventListener('visibilitychange', look);
				start();
			}

			return () => {
				listeners.delete(onChange);
				if (listeners.size > 0) return;
				clearTimeout(linger);
				linger = setTimeout(end, LINGER_MS);
			};
		},
	};
}
