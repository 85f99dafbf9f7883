import type { Queryable } from '../database.ts';

const MODULE = 'kilowatch';

/** What Directus shows while nobody has arranged the bar. */
const defaultBar = [
	{ type: 'module', id: 'content', enabled: true },
	{ type: 'module', id: 'visual', enabled: false },
	{ type: 'module', id: 'users', enabled: true },
	{ type: 'module', id: 'files', enabled: true },
	{ type: 'module', id: 'insights', enabled: true },
	{ type: 'module', id: 'flows', enabled: true },
	{ type: 'module', id: 'deployments', enabled: false },
	{
		type: 'link',
		id: 'docs',
		enabled: true,
		name: '$t:documentation',
		icon: 'help',
		url: 'https://directus.com/docs',
	},
	{ type: 'module', id: 'settings', enabled: true, locked: true },
];

interface BarEntry {
	type: string;
	id: string;
	enabled: boolean;
}

/**
 * Puts our module into the bar, after the first entry, or switches it on where it stands.
 *
 * @returns whether the bar changed
 */
export async function enableModule(connection: Queryable): Promise<boolean> {
	const bar = await readBar(connection);
	const present = bar ?? defaultBar;
	const entry = present.find(({ id }) => id === MODULE);
	if (entry?.enabled) return false;

	const wanted: BarEntry[] = entry
		? present.map((other) => (other === entry ? { ...entry, enabled: true } : other))
		: present.toSpliced(1, 0, { type: 'module', id: MODULE, enabled: true });
	await writeBar(connection, wanted);
	await connection.query(
		'UPDATE kilowatch_internal.install SET module_bar_before = $1::jsonb, module_bar_after = $2::jsonb',
		[bar === null ? null : JSON.stringify(bar), JSON.stringify(wanted)],
	);

	return true;
}

/** Takes our module out of the bar; a bar that nobody has arranged since becomes what it was. */
export async function removeModule(connection: Queryable): Promise<void> {
	const { rowCount } = await connection.query(`
		UPDATE directus_settings SET module_bar = i.module_bar_before::json
		FROM kilowatch_internal.install i
		WHERE directus_settings.module_bar::jsonb = i.module_bar_after
	`);
	if (rowCount) return;

	const bar = await readBar(connection);
	if (bar?.some(({ id }) => id === MODULE)) {
		await writeBar(
			connection,
			bar.filter(({ id }) => id !== MODULE),
		);
	}
}

async function readBar(connection: Queryable): Promise<BarEntry[] | null> {
	const { rows } = await connection.query<{ module_bar: BarEntry[] | null }>(
		'SELECT module_bar FROM directus_settings LIMIT 1',
	);

	return rows[0]?.module_bar ?? null;
}

async function writeBar(connection: Queryable, bar: readonly BarEntry[]): Promise<void> {
	await connection.query('UPDATE directus_settings SET module_bar = $1::json', [JSON.stringify(bar)]);
}
