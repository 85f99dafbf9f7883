import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exchange, readJson } from './exchange.ts';

let server: Server;
let base: string;
const never = new AbortController().signal;

beforeAll(async () => {
	server = createServer((request, response) => {
		if (request.url === '/never') return;
		if (request.url === '/elsewhere') response.writeHead(307, { location: '/hello' }).end();
		else if (request.url === '/half') {
			response.writeHead(200, { 'content-length': '100' }).write('{');
			response.destroy();
		} else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end('{"été":1}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
	server.closeAllConnections();
	server.close();
});

test('reads the body as text, whatever its content type', async () => {
	const answer = await exchange(fetch, new URL(`${base}/hello`), {}, never);
	expect(answer).toMatchObject({ kind: 'answer', status: 200, text: '{"été":1}', bytes: 11 });
});

test('does not follow a redirect, which could carry a secret elsewhere', async () => {
	const answer = await exchange(fetch, new URL(`${base}/elsewhere`), { method: 'POST', body: 's' }, never);
	expect(answer).toMatchObject({ kind: 'answer', status: 307 });
});

test('the time-out ends a call', async () => {
	expect(await exchange(fetch, new URL(`${base}/never`), {}, never, 20)).toEqual({
		kind: 'no_answer',
		reason: 'timeout',
	});
});

test('the caller ends a call', async () => {
	const controller = new AbortController();
	const answer = exchange(fetch, new URL(`${base}/never`), {}, controller.signal);
	controller.abort();
	expect(await answer).toEqual({ kind: 'no_answer', reason: 'aborted' });
});

test('a body that breaks off is no answer', async () => {
	expect(await exchange(fetch, new URL(`${base}/half`), {}, never)).toEqual({
		kind: 'no_answer',
		reason: 'unreachable',
	});
});

test('a host that is not there is no answer', async () => {
	expect(await exchange(fetch, new URL('http://127.0.0.1:1/'), {}, never)).toEqual({
		kind: 'no_answer',
		reason: 'unreachable',
	});
});

test('readJson', () => {
	expect(readJson('[1]')).toEqual([1]);
	expect(readJson('Internal Server error')).toBeUndefined();
	expect(readJson('')).toBeUndefined();
});
