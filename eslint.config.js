import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import typescript from 'typescript-eslint';

/** Files that plain Node 20 runs before any dependency exists. */
const bootstrapFiles = ['scripts/**/*.mjs'];

export default typescript.config(
	{ ignores: ['**/node_modules/**', '**/dist/**', '.kilowatch/**', 'uploads/**', '**/*.cjs'] },
	js.configs.recommended,
	...typescript.configs.strictTypeChecked,
	...typescript.configs.stylisticTypeChecked,
	...vue.configs['flat/recommended'],
	{
		languageOptions: {
			globals: { ...globals.node },
			parserOptions: {
				projectService: {
					allowDefaultProject: ['eslint.config.js', 'extensions/kilowatch/extension.config.js'],
				},
				tsconfigRootDir: import.meta.dirname,
				extraFileExtensions: ['.vue'],
			},
		},
		rules: {
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: true }],
			'@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
			'no-console': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
		},
	},
	{
		files: ['**/*.vue'],
		languageOptions: { parserOptions: { parser: typescript.parser }, globals: { ...globals.browser } },
	},
	{ files: ['extensions/kilowatch/src/app/**'], languageOptions: { globals: { ...globals.browser } } },
	{
		files: ['scripts/**', 'sandbox/**', 'test/**'],
		rules: { 'no-console': 'off' },
	},
	{
		files: [...bootstrapFiles, 'eslint.config.js', '**/extension.config.js'],
		...typescript.configs.disableTypeChecked,
	},
	prettier,
);
