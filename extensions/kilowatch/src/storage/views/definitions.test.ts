import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { viewFunctions, views } from './definitions.ts';

/** The first two cells of each row of the table under a heading of `docs/sql-views.md`. */
async function documented(heading: string): Promise<string[][]> {
	const page = await readFile(new URL('../../../../../docs/sql-views.md', import.meta.url), 'utf8');
	const section = page.split(`### ${heading}\n`)[1]?.split('\n#')[0] ?? '';

	return section
		.split('\n')
		.filter((line) => line.startsWith('| `'))
		.map((line) =>
			line
				.split('|')
				.slice(1, 3)
				.map((cell) => cell.trim()),
		);
}

test.each(views)('$name is documented column by column', async ({ name, columns }) => {
	expect(await documented(`\`${name}\``)).toEqual(
		Object.entries(columns).map(([column, text]) => [`\`${column}\``, text]),
	);
});

test('so are the functions', async () => {
	expect(await documented('Functions')).toEqual(
		viewFunctions.map(({ name, parameters, about }) => [`\`${name}(${parameters})\``, about]),
	);
});

test('no view names what is a secret', () => {
	const read = views.map(({ query }) => query).join('\n');

	expect(read).not.toMatch(/kilowatch_internal|iot_consents|directus_|proof|explanation/);
	// Points are compared, and told by their last characters alone.
	expect(
		read.replaceAll('living.point_id = device.point_id', '').replaceAll('right(point_id, 4)', ''),
	).not.toContain('point_id');
});
