/** The arrows of docs/architecture.md, chapter 2: imports point one way, floor by floor. */
const floors = {
	domain: ['domain'],
	shared: ['shared', 'domain'],
	providers: ['providers', 'domain', 'shared'],
	storage: ['storage', 'domain', 'shared'],
	jobs: ['jobs', 'storage', 'domain', 'shared'],
	sync: ['sync', 'jobs', 'providers', 'storage', 'domain', 'shared'],
	importing: ['importing', 'providers', 'storage', 'domain', 'shared'],
	consent: ['consent', 'providers', 'storage', 'domain', 'shared'],
	weather: ['weather', 'providers', 'storage', 'domain', 'shared'],
	alerting: ['alerting', 'jobs', 'providers', 'storage', 'domain', 'shared'],
	insight: ['insight', 'providers', 'storage', 'domain', 'shared'],
	reports: ['reports', 'insight', 'domain', 'shared'],
	api: [
		'api',
		'reports',
		'insight',
		'alerting',
		'consent',
		'importing',
		'weather',
		'sync',
		'jobs',
		'storage',
		'providers',
		'domain',
		'shared',
	],
	app: ['app', 'shared', 'domain'],
};
const source = 'extensions/kilowatch/src';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{ name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
		{ name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
		...Object.entries(floors).map(([floor, allowed]) => ({
			name: `${floor}-arrows`,
			severity: 'error',
			from: { path: `^${source}/${floor}/` },
			to: { path: `^${source}/`, pathNot: `^${source}/(${allowed.join('|')})/` },
		})),
		{
			name: 'domain-is-pure',
			comment: 'Pure rules know calendars and arithmetic, no input or output; one file hashes.',
			severity: 'error',
			from: { path: `^${source}/(domain|shared)/`, pathNot: '[.]test[.]ts$|/domain/sha256[.]ts$' },
			to: {
				dependencyTypes: ['core', 'npm', 'npm-dev'],
				pathNot: 'node_modules/(luxon|zod|date-holidays|@types/luxon)/',
			},
		},
		{
			name: 'migrations-reach-only-their-contract',
			severity: 'error',
			from: { path: '^migrations/' },
			to: { path: `^${source}/`, pathNot: `^${source}/(storage|shared|domain)/` },
		},
		{
			name: 'only-the-hook-knows-migrations',
			severity: 'error',
			from: { path: `^${source}/`, pathNot: `^${source}/api/` },
			to: { path: '^migrations/' },
		},
		{
			name: 'sandbox-stands-alone',
			comment: 'The sandbox is written from the operators’ documentation, never from our client.',
			severity: 'error',
			from: { path: '^sandbox/' },
			to: { path: '^(extensions|migrations|scripts)/' },
		},
		{
			name: 'nothing-under-the-platform-licence',
			comment: 'Directus’ own packages outside its MIT parts must not end in the bundle.',
			severity: 'error',
			from: { path: `^${source}/` },
			to: { path: 'node_modules/(directus|@directus/(api|app|schema|specs))/' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.vue', '.js', '.json'],
			exportsFields: ['exports'],
			conditionNames: ['import', 'types', 'node', 'default', 'require'],
		},
	},
};
