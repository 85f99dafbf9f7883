import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChangeSocket, ChangeSource } from './follow-changes.ts';
import { followChanges } from './follow-changes.ts';

/** A socket that the test speaks through. */
function fakeSocket() {
	const target = new EventTarget();
	const sent: Record<string, unknown>[] = [];
	const socket = {
		addEventListener: target.addEventListener.bind(target),
		send: (data: string) => sent.push(JSON.parse(data) as Record<string, unknown>),
		close: vi.fn(),
	} as unknown as ChangeSocket & { close: ReturnType<typeof vi.fn> };

	return {
		socket,
		sent,
		open: () => target.dispatchEvent(new Event('open')),
		hear: (message: object) =>
			target.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) })),
		lose: () => target.dispatchEvent(new Event('close')),
	};
}

const init = { type: 'subscription', event: 'init' };

function follow(given: Partial<ChangeSource> = {}) {
	const sockets: ReturnType<typeof fakeSocket>[] = [];
	const states: string[] = [];
	const onChange = vi.fn();
	const stop = followChanges({
		address: 'ws://here/websocket',
		collection: 'iot_alerts',
		heartbeatMs: undefined,
		openSocket: () => {
			const made = fakeSocket();
			sockets.push(made);

			return made.socket;
		},
		random: () => 1,
		onChange,
		onState: (state) => states.push(state),
		...given,
	});
	const latest = () => {
		const found = sockets.at(-1);
		if (!found) throw new Error('There is no socket');

		return found;
	};

	return { sockets, states, onChange, stop, latest };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a subscription is live once it is answered, and each change is told', () => {
	const { latest, states, onChange } = follow();
	latest().open();
	expect(latest().sent).toEqual([
		{ type: 'subscribe', collection: 'iot_alerts', query: { fields: ['id'], limit: 1 } },
	]);
	expect(states).toEqual(['connecting']);
	latest().hear(init);
	expect(states).toEqual(['connecting', 'live']);
	expect(onChange).toHaveBeenCalledTimes(1);

	vi.advanceTimersByTime(5_000);
	latest().hear({ type: 'subscription', event: 'create', data: [{ id: 1 }] });
	expect(onChange).toHaveBeenCalledTimes(2);
	latest().hear({ type: 'ping' });
	expect(latest().sent.at(-1)).toEqual({ type: 'pong' });
	vi.advanceTimersByTime(600_000);
	expect(onChange).toHaveBeenCalledTimes(2);
});

test('of many changes in a row the first is told at once, and the rest together', () => {
	const { latest, onChange } = follow();
	latest().hear(init);
	for (let change = 0; change < 50; change++) latest().hear({ type: 'subscription', event: 'update' });
	expect(onChange).toHaveBeenCalledTimes(1);
	vi.advanceTimersByTime(1_000);
	expect(onChange).toHaveBeenCalledTimes(2);
	vi.advanceTimersByTime(10_000);
	expect(onChange).toHaveBeenCalledTimes(2);
});

test('a server without WebSockets is asked every 30 seconds', () => {
	const { sockets, states, onChange } = follow({ address: undefined });
	expect(states).toEqual(['polling']);
	vi.advanceTimersByTime(29_999);
	expect(onChange).not.toHaveBeenCalled();
	vi.advanceTimersByTime(60_001);
	expect(onChange).toHaveBeenCalledTimes(3);
	expect(sockets).toHaveLength(0);
});

test('a lost connection is tried again after pauses that grow, and polled meanwhile', () => {
	const { sockets, latest, states, onChange } = follow();
	latest().hear(init);
	latest().lose();
	expect(states.at(-1)).toBe('polling');
	const pauses = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
	for (const [index, pause] of pauses.entries()) {
		vi.advanceTimersByTime(pause - 1);
		expect(sockets).toHaveLength(index + 1);
		vi.advanceTimersByTime(1);
		expect(sockets).toHaveLength(index + 2);
		latest().lose();
	}
	// By asking: 183 seconds have six half-minutes.
	expect(onChange).toHaveBeenCalledTimes(1 + 6);

	vi.advanceTimersByTime(60_000);
	latest().hear(init);
	expect(states.at(-1)).toBe('live');
	const told = onChange.mock.calls.length;
	vi.advanceTimersByTime(120_000);
	expect(onChange.mock.calls.length).toBeLessThanOrEqual(told + 1);
	latest().lose();
	vi.advanceTimersByTime(1_000);
	expect(sockets).toHaveLength(pauses.length + 3);
});

test('who may not subscribe is not asked again, but polled', () => {
	const { sockets, latest, states, onChange } = follow();
	latest().hear({ type: 'subscribe', status: 'error', error: { code: 'FORBIDDEN' } });
	expect(states).toEqual(['connecting', 'polling']);
	expect(latest().socket.close).toHaveBeenCalled();
	vi.advanceTimersByTime(300_000);
	expect(sockets).toHaveLength(1);
	expect(onChange).toHaveBeenCalledTimes(1 + 10);
});

test('a session that has run out connects anew with its next cookie', () => {
	const { sockets, latest, states } = follow();
	latest().hear(init);
	latest().hear({ type: 'auth', status: 'error', error: { code: 'TOKEN_EXPIRED' } });
	expect(latest().socket.close).toHaveBeenCalled();
	vi.advanceTimersByTime(1_000);
	expect(sockets).toHaveLength(2);
	latest().hear(init);
	expect(states).toEqual(['connecting', 'live', 'polling', 'live']);
});

test('a server that does not answer, or falls silent, is taken for gone', () => {
	const { sockets, latest, states } = follow({ heartbeatMs: 30_000 });
	vi.advanceTimersByTime(10_000);
	expect(states.at(-1)).toBe('polling');
	vi.advanceTimersByTime(1_000);
	latest().hear(init);
	for (let beat = 0; beat < 10; beat++) {
		vi.advanceTimersByTime(30_000);
		latest().hear({ type: 'ping' });
	}
	expect(states.at(-1)).toBe('live');
	vi.advanceTimersByTime(75_000);
	expect(states.at(-1)).toBe('polling');
	vi.advanceTimersByTime(1_000);
	expect(sockets).toHaveLength(3);
});

test('what cannot be opened at all is polled and tried again', () => {
	const { states, onChange, stop } = follow({
		openSocket: () => {
			throw new Error('insecure');
		},
	});
	expect(states).toEqual(['connecting', 'polling']);
	vi.advanceTimersByTime(30_000);
	expect(onChange).toHaveBeenCalledTimes(1);
	stop();
});

test('nothing is heard or asked any more once it has ended', () => {
	const { sockets, latest, states, onChange, stop } = follow();
	latest().hear(init);
	latest().hear({ type: 'subscription', event: 'update' });
	stop();
	latest().hear({ type: 'subscription', event: 'create' });
	latest().lose();
	vi.advanceTimersByTime(300_000);
	expect(latest().socket.close).toHaveBeenCalledTimes(1);
	expect(sockets).toHaveLength(1);
	expect(states).toEqual(['connecting', 'live']);
	expect(onChange).toHaveBeenCalledTimes(1);
});

test('what is no message of Directus is passed over', () => {
	const { latest, onChange } = follow();
	latest().hear(init);
	vi.advanceTimersByTime(2_000);
	latest().hear({ type: 'items', data: [] });
	latest().hear([]);
	expect(onChange).toHaveBeenCalledTimes(1);
});
