import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between Kilowatch and the sandbox: sees what was really asked and which secrets were handed over. */
export interface RecordingProxy {
	url: string;
	/** method and path of every request so far, oldest first */
	calls: string[];
	/** every access token that went through */
	tokens: Set<string>;
	/** where requests go from now on */
	forwardTo(url: string): void;
	stop(): Promise<void>;
}

export async function startRecordingProxy(): Promise<RecordingProxy> {
	const calls: string[] = [];
	const tokens = new Set<string>();
	let target = '';
	const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
		const forward = async () => {
			calls.push(`${request.method} ${request.url?.split('?')[0]}`);
			const body = await readBody(request);
			const answer = await fetch(target + (request.url ?? '/'), {
				method: request.method ?? 'GET',
				headers: headersOf(request),
				redirect: 'manual',
				...(body.length > 0 ? { body } : {}),
			});
			const text = await answer.text();
			const token = /"access_token":\s*"([^"]+)"/.exec(text)?.[1];
			if (token !== undefined) tokens.add(token);
			const headers = [...answer.headers].filter(
				([name]) => !['content-encoding', 'content-length', 'transfer-encoding', 'connection'].includes(name),
			);
			response.writeHead(answer.status, Object.fromEntries(headers)).end(text);
		};
		forward().catch((error: unknown) => response.writeHead(502).end(String(error)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		calls,
		tokens,
		forwardTo(url) {
			target = url;
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function headersOf(request: IncomingMessage): Headers {
	const headers = new Headers({ connection: 'close' });
	for (const [name, value] of Object.entries(request.headers)) {
		if (typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name))
			headers.set(name, value);
	}

	return headers;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);

	return Buffer.concat(parts);
}
