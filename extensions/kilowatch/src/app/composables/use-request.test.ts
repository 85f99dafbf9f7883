import { expect, test } from 'vitest';
import { effectScope } from 'vue';
import { useRequest } from './use-request.ts';

function deferred() {
	const calls: {
		signal: AbortSignal;
		given: string;
		resolve: (value: string) => void;
		reject: (error: Error) => void;
	}[] = [];
	const load = (signal: AbortSignal, given: string) =>
		new Promise<string>((resolve, reject) => calls.push({ signal, given, resolve, reject }));

	return { calls, load };
}

test('a late answer of an earlier request never wins', async () => {
	const { calls, load } = deferred();
	const request = useRequest(load);
	const first = request.run('first');
	const second = request.run('second');

	expect(calls[0]?.signal.aborted).toBe(true);
	calls[1]?.resolve('new');
	await second;
	calls[0]?.resolve('old');
	await first;

	expect(request.data.value).toBe('new');
	expect(request.loading.value).toBe(false);
});

test('a failure keeps the last good answer and a retry clears it', async () => {
	const { calls, load } = deferred();
	const request = useRequest(load);
	const first = request.run('a');
	calls[0]?.resolve('good');
	await first;
	const second = request.run('b');
	calls[1]?.reject(new Error('down'));
	await second;

	expect(request.data.value).toBe('good');
	expect(request.failure.value?.message).toBe('down');

	const third = request.run('c');
	calls[2]?.resolve('better');
	await third;

	expect(request.data.value).toBe('better');
	expect(request.failure.value).toBeUndefined();
});

test('leaving the page gives the request up', async () => {
	const { calls, load } = deferred();
	const scope = effectScope();
	const request = scope.run(() => useRequest(load));
	const running = request?.run('a');
	scope.stop();
	calls[0]?.reject(new Error('aborted'));
	await running;

	expect(calls[0]?.signal.aborted).toBe(true);
	expect(request?.failure.value).toBeUndefined();
});
