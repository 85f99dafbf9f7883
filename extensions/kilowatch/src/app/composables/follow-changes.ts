/** How a page hears of changes: at once, by asking again and again, or it is not known yet. */
export type LiveState = 'connecting' | 'live' | 'polling';

/** What is needed of a browser's WebSocket. */
export type ChangeSocket = Pick<WebSocket, 'send' | 'close' | 'addEventListener'>;

export interface ChangeSource {
	/** of Directus' WebSocket; undefined where the server has none */
	address: string | undefined;
	collection: string;
	/** how often the server says that it is there; undefined where it does not */
	heartbeatMs: number | undefined;
	openSocket: (address: string) => ChangeSocket;
	/** between 0 and 1 */
	random: () => number;
	/** Something may have changed: told at most twice a second. What exactly is not said, for rights decide who may see it. */
	onChange: () => void;
	onState: (state: LiveState) => void;
}

const POLL_INTERVAL_MS = 30_000;
/** Many changes in a row are read together. */
const PAUSE_BETWEEN_CHANGES_MS = 500;
const CONNECT_TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;
/** A server that was silent for so many heartbeats is gone, though nothing has closed the connection. */
const SILENT_HEARTBEATS = 2.5;
/** The server will not say otherwise when it is asked again. */
const REFUSALS: readonly unknown[] = ['FORBIDDEN', 'INVALID_COLLECTION'];

interface Message {
	type?: unknown;
	event?: unknown;
	status?: unknown;
	error?: { code?: unknown };
}

/**
 * Follows a collection by a subscription of Directus' WebSocket, which knows the session by its cookie. While there is none, changes
 * are looked for every 30 seconds; a lost connection is tried again after pauses that grow.
 *
 * @returns ends it
 */
export function followChanges(source: ChangeSource): () => void {
	const { address, collection, heartbeatMs, openSocket, random, onState } = source;
	let isStopped = false;
	let state: LiveState | undefined;
	let failures = 0;
	let polling: ReturnType<typeof setInterval> | undefined;
	let retry: ReturnType<typeof setTimeout> | undefined;
	let patience: ReturnType<typeof setTimeout> | undefined;
	/** of the connection that counts: what others still say is not listened to */
	let current: ChangeSocket | undefined;
	const change = pausing(source.onChange);

	function become(next: LiveState): void {
		if (state === next) return;
		state = next;
		clearInterval(polling);
		polling = next === 'polling' ? setInterval(change.tell, POLL_INTERVAL_MS) : undefined;
		onState(next);
	}

	function connect(): void {
		if (address === undefined) {
			become('polling');

			return;
		}
		if (state === undefined) become('connecting');
		let socket: ChangeSocket;
		try {
			socket = openSocket(address);
		} catch {
			retryLater();

			return;
		}
		current = socket;
		const isCurrent = () => !isStopped && current === socket;
		waitFor(CONNECT_TIMEOUT_MS);
		socket.addEventListener('open', () => {
			if (isCurrent()) say(socket, { type: 'subscribe', collection, query: { fields: ['id'], limit: 1 } });
		});
		socket.addEventListener('message', ({ data }) => {
			if (isCurrent()) listen(socket, parse(data));
		});
		socket.addEventListener('close', () => {
			if (isCurrent()) retryLater();
		});
	}

	function listen(socket: ChangeSocket, message: Message): void {
		if (state === 'live') waitFor(heartbeatMs && heartbeatMs * SILENT_HEARTBEATS);
		if (message.type === 'ping') say(socket, { type: 'pong' });
		else if (message.status === 'error') hearMistake(message);
		else if (message.type === 'subscription') hearChange(message);
	}

	function hearChange({ event }: Message): void {
		if (event === 'init') {
			failures = 0;
			become('live');
			waitFor(heartbeatMs && heartbeatMs * SILENT_HEARTBEATS);
		}
		// Also at the beginning: nothing has told of what came while nobody listened.
		change.tell();
	}

	function hearMistake({ type, error }: Message): void {
		if (REFUSALS.includes(error?.code)) {
			drop();
			become('polling');
			change.tell();
		} else if (type === 'auth' || state !== 'live') {
			// A session that has run out meanwhile: its cookie is renewed by the app, and counts for the next connection.
			retryLater();
		} else {
			change.tell();
		}
	}

	/** Ends the connection when nothing is heard in that time. */
	function waitFor(milliseconds: number | undefined): void {
		clearTimeout(patience);
		patience = milliseconds ? setTimeout(retryLater, milliseconds) : undefined;
	}

	function drop(): void {
		clearTimeout(patience);
		const socket = current;
		current = undefined;
		socket?.close();
	}

	function retryLater(): void {
		drop();
		become('polling');
		const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
		failures += 1;
		clearTimeout(retry);
		// Not all at once, where a server that restarts has lost many.
		retry = setTimeout(connect, longest * (0.5 + 0.5 * random()));
	}

	connect();

	return () => {
		isStopped = true;
		clearInterval(polling);
		clearTimeout(retry);
		change.forget();
		drop();
	};
}

/** Tells at once, and then not again before the pause is over; what came in it is told at its end. */
function pausing(tell: () => void): { tell: () => void; forget: () => void } {
	let pause: ReturnType<typeof setTimeout> | undefined;
	let isMore = false;
	const now = () => {
		isMore = false;
		pause = setTimeout(() => {
			pause = undefined;
			if (isMore) now();
		}, PAUSE_BETWEEN_CHANGES_MS);
		tell();
	};

	return {
		tell() {
			if (pause === undefined) now();
			else isMore = true;
		},
		forget: () => clearTimeout(pause),
	};
}

function say(socket: ChangeSocket, message: object): void {
	socket.send(JSON.stringify(message));
}

function parse(data: unknown): Message {
	try {
		const message: unknown = JSON.parse(String(data));

		return typeof message === 'object' && message !== null ? message : {};
	} catch {
		return {};
	}
}
