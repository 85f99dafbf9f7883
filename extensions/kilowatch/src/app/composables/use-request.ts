import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef } from 'vue';
import type { RequestFailure } from './request-failure.ts';
import { failureOf } from './request-failure.ts';

/** A request and its state; the last good answer stays while the next one is on its way. */
export interface RequestState<Answer, Given extends unknown[]> {
	data: Readonly<ShallowRef<Answer | undefined>>;
	failure: Readonly<ShallowRef<RequestFailure | undefined>>;
	loading: Readonly<Ref<boolean>>;
	/** Starts it (again); what was on its way before is given up, so that a late answer never wins. */
	run: (...given: Given) => Promise<void>;
	/** Forgets the last answer, where it was about something else. */
	clear: () => void;
}

/**
 * @param load makes the request; it has to pass the signal on
 */
export function useRequest<Answer, Given extends unknown[]>(
	load: (signal: AbortSignal, ...given: Given) => Promise<Answer>,
): RequestState<Answer, Given> {
	const data = shallowRef<Answer>();
	const failure = shallowRef<RequestFailure>();
	const loading = ref(false);
	let current = new AbortController();

	async function run(...given: Given): Promise<void> {
		current.abort();
		const controller = new AbortController();
		current = controller;
		loading.value = true;

		try {
			const answer = await load(controller.signal, ...given);
			if (controller.signal.aborted) return;
			data.value = answer;
			failure.value = undefined;
		} catch (error) {
			if (controller.signal.aborted) return;
			failure.value = failureOf(error);
		} finally {
			if (current === controller) loading.value = false;
		}
	}

	function clear(): void {
		current.abort();
		data.value = undefined;
		failure.value = undefined;
		loading.value = false;
	}

	onScopeDispose(() => current.abort(), true);

	return { data, failure, loading, run, clear };
}
