import type { enUS } from './en-US.ts';

type SameKeys<Tree> = {
	readonly [Key in keyof Tree]: Tree[Key] extends string ? string : SameKeys<Tree[Key]>;
};

/** Every text of the Studio, in one language. */
export type Messages = SameKeys<typeof enUS>;

type PathsOf<Tree> = {
	[Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${PathsOf<Tree[Key]>}`;
}[keyof Tree & string];

/** Where a text stands: `chart.byDay`. */
export type MessagePath = PathsOf<Messages>;

type PluralPathsOf<Tree> = {
	[Key in keyof Tree & string]: Tree[Key] extends string
		? never
		: Tree[Key] extends { readonly one: string; readonly other: string }
			? Key
			: `${Key}.${PluralPathsOf<Tree[Key]>}`;
}[keyof Tree & string];

/** Where a text with a singular and a plural stands: `common.days`. */
export type PluralPath = PluralPathsOf<Messages>;

export type MessageValues = Readonly<Record<string, string | number>>;
