import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';

/** What axe-core finds wrong with a page, in light and in dark; each finding as its rule and the elements it is about. */
export interface AccessibilityCheck {
	/** looks at the page as it stands, in a context of its own where scripts run: the page itself may forbid them */
	findings(page: Page): Promise<string[]>;
	close(): Promise<void>;
}

interface AxeResult {
	violations: { id: string; help: string; nodes: { target: unknown[] }[] }[];
	incomplete: { id: string; help: string; nodes: { target: unknown[] }[] }[];
}

/** @param keepPicture told of each page as it is looked at, once for each width and colour scheme */
export async function openAccessibilityCheck(
	browser: Browser,
	keepPicture: (page: Page, look: string) => Promise<void> = () => Promise.resolve(),
): Promise<AccessibilityCheck> {
	const context = await browser.newContext();
	const mirror = await context.newPage();

	return {
		async findings(page) {
			const html = await page.content();
			const found: string[] = [];
			for (const colorScheme of ['light', 'dark'] as const) {
				await mirror.emulateMedia({ colorScheme });
				for (const width of [360, 1280]) {
					await mirror.setViewportSize({ width, height: 800 });
					await mirror.setContent(html);
					await keepPicture(mirror, `${colorScheme}-${width}`);
					const scrolls = await mirror.evaluate('document.documentElement.scrollWidth > innerWidth');
					if (scrolls) found.push(`${width}px ${colorScheme}: wider than its window`);
					await mirror.evaluate(axe.source);
					const result: AxeResult = await mirror.evaluate('axe.run(document)');
					for (const { id, help, nodes } of [...result.violations, ...result.incomplete]) {
						found.push(
							`${width}px ${colorScheme}: ${id} (${help}) ${JSON.stringify(nodes.map(({ target }) => target))}`,
						);
					}
				}
			}

			return found;
		},
		close: () => context.close(),
	};
}

/**
 * What axe-core finds wrong with parts of a page of the Studio, as it stands: the rest of the page is Directus' own, and so are
 * the colours of its buttons.
 *
 * @param selectors each part that is there is looked at; at least one must be
 */
export async function studioFindings(page: Page, selectors: readonly string[]): Promise<string[]> {
	const parts: string[] = [];
	for (const selector of selectors) if ((await page.locator(selector).count()) > 0) parts.push(selector);
	if (parts.length === 0) throw new Error(`Nothing of ${selectors.join(', ')} is on the page`);
	await page.evaluate(axe.source);
	const { violations }: AxeResult = await page.evaluate(
		`axe.run({ include: ${JSON.stringify(parts.map((part) => [part]))} }).then(({ violations }) => ({
			violations: violations.map((violation) => ({
				...violation,
				nodes: violation.nodes.filter(
					({ target }) =>
						violation.id !== 'color-contrast' || !document.querySelector(target[0])?.closest('.v-button'),
				),
			})),
		}))`,
	);

	return violations
		.filter(({ nodes }) => nodes.length > 0)
		.map(({ id, help, nodes }) => `${id} (${help}) ${JSON.stringify(nodes.map(({ target }) => target))}`);
}
