import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSchema, only, type SchemaForTest } from '../support/schema.ts';

let schema: SchemaForTest;

beforeAll(async () => {
	schema = await createSchema();
});
afterAll(() => schema.drop());

test('a connection lost inside a transaction is an error of that transaction, and of nothing else', async () => {
	const { database } = schema;
	const work = database.transaction(async (connection) => {
		const { rows } = await connection.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
		await database.query('SELECT pg_terminate_backend($1)', [only(rows).pid]);
		await connection.query('SELECT 1');
	});

	await expect(work).rejects.toThrow();
	const { rows } = await database.query<{ answer: number }>('SELECT 42 AS answer');
	expect(only(rows).answer).toBe(42);
});

test('a transaction that throws leaves nothing', async () => {
	const { database } = schema;
	const work = database.transaction(async (connection) => {
		await connection.query(`INSERT INTO buildings (name) VALUES ('never')`);
		throw new Error('stop');
	});

	await expect(work).rejects.toThrow('stop');
	const { rows } = await database.query(`SELECT FROM buildings WHERE name = 'never'`);
	expect(rows).toHaveLength(0);
});
