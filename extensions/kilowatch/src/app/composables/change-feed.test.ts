import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Follow, VisiblePage } from './change-feed.ts';
import { changeFeed } from './change-feed.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
	const target = new EventTarget();
	const page = {
		hidden: false,
		addEventListener: target.addEventListener.bind(target),
		removeEventListener: target.removeEventListener.bind(target),
	};
	const stop = vi.fn();
	const follow = vi.fn<Follow>(() => stop);
	const see = (isSeen: boolean) => {
		page.hidden = !isSeen;
		target.dispatchEvent(new Event('visibilitychange'));
	};

	return { feed: changeFeed(page as VisiblePage), follow, stop, see };
}

test('all who listen share a connection, and each is told', () => {
	const { feed, follow, stop } = setUp();
	const [list, badge] = [vi.fn(), vi.fn()];
	const leaveList = feed.listen(list, follow);
	const leaveBadge = feed.listen(badge, follow);
	expect(follow).toHaveBeenCalledTimes(1);
	follow.mock.lastCall?.[0].onState('live');
	expect(feed.state.value).toBe('live');
	follow.mock.lastCall?.[0].onChange();
	expect([list.mock.calls.length, badge.mock.calls.length]).toEqual([1, 1]);

	leaveList();
	vi.advanceTimersByTime(10_000);
	expect(stop).not.toHaveBeenCalled();
	leaveBadge();
	vi.advanceTimersByTime(1_000);
	expect(stop).toHaveBeenCalledTimes(1);
});

test('the connection stays from one page to the next', () => {
	const { feed, follow, stop } = setUp();
	feed.listen(vi.fn(), follow)();
	const onChange = vi.fn();
	const leave = feed.listen(onChange, follow);
	vi.advanceTimersByTime(10_000);
	expect(stop).not.toHaveBeenCalled();
	expect(follow).toHaveBeenCalledTimes(1);
	leave();
	vi.advanceTimersByTime(1_000);
	feed.listen(onChange, follow);
	expect(follow).toHaveBeenCalledTimes(2);
});

test('a hidden page is not connected, and reads anew when it is seen again', () => {
	const { feed, follow, stop, see } = setUp();
	const onChange = vi.fn();
	feed.listen(onChange, follow);
	see(false);
	expect(stop).toHaveBeenCalledTimes(1);
	expect(onChange).not.toHaveBeenCalled();
	see(true);
	expect(follow).toHaveBeenCalledTimes(2);
	expect(onChange).toHaveBeenCalledTimes(1);
});

test('a page that is opened in the background connects when it is looked at', () => {
	const { feed, follow, see } = setUp();
	see(false);
	feed.listen(vi.fn(), follow);
	expect(follow).not.toHaveBeenCalled();
	see(true);
	expect(follow).toHaveBeenCalledTimes(1);
});
