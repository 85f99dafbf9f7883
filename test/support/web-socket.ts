/** What a socket of Directus answers. */
export interface SocketMessage {
	type: string;
	status?: string;
	error?: { code?: string; message?: string };
	[name: string]: unknown;
}

export interface OpenSocket {
	send(message: object): void;
	/** every message so far, in their order */
	messages: readonly SocketMessage[];
	/** the next message for which `is` holds, or the first that has come already */
	wait(is: (message: SocketMessage) => boolean, timeoutMs?: number): Promise<SocketMessage>;
	close(): void;
}

const TIMEOUT_MS = 10_000;

/** Opens a socket and keeps what comes. `protocol`: GraphQL's own, where it is not Directus'. */
export async function openSocket(url: string, protocol?: string): Promise<OpenSocket> {
	const socket = new WebSocket(url, protocol);
	const messages: SocketMessage[] = [];
	const waiting = new Set<() => void>();
	socket.addEventListener('message', ({ data }) => {
		messages.push(JSON.parse(String(data)) as SocketMessage);
		for (const look of waiting) look();
	});
	await new Promise<void>((resolve, reject) => {
		socket.addEventListener('open', () => {
			resolve();
		});
		socket.addEventListener('error', () => {
			reject(new Error(`No socket at ${new URL(url).pathname}`));
		});
	});

	return {
		messages,
		send(message) {
			socket.send(JSON.stringify(message));
		},
		wait: (is, timeoutMs = TIMEOUT_MS) =>
			new Promise((resolve, reject) => {
				const timer = setTimeout(() => {
					waiting.delete(look);
					reject(new Error(`No such message came, only ${JSON.stringify(messages)}`));
				}, timeoutMs);
				const look = () => {
					const found = messages.find(is);
					if (!found) return;
					clearTimeout(timer);
					waiting.delete(look);
					resolve(found);
				};
				waiting.add(look);
				look();
			}),
		close() {
			socket.close();
		},
	};
}
