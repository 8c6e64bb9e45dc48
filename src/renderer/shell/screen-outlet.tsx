import { Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { EmptyState, LoadingState } from '../ui/states.tsx';
import { useHashPath } from './hash-location.ts';
import { PendingMark } from './idle-marker.tsx';
import { Later } from './later.tsx';
import { ScreenBoundary } from './screen-boundary.tsx';
import classes from './screen-outlet.module.css';
import { screens, unlistedScreens } from './screens.ts';

/** The screen of the current address, loaded when first asked for; its failure stays inside it. */
export function ScreenOutlet() {
  const [path] = useHashPath();
  return (
    <div className={classes['outlet']}>
      <ScreenBoundary>
        {/* The screen before goes in a drawing of its own: taking one away and putting one up together is a long task. */}
        <Later key={path}>
          <Suspense
            fallback={
              <>
                <PendingMark />
                <LoadingState rows={8} rowHeight={40} label="Loading the screen" />
              </>
            }
          >
            <Switch>
              {[...screens, ...unlistedScreens].map((screen) => (
                <Route key={screen.path} path={screen.path} component={screen.component} />
              ))}
              <Route>
                <EmptyState title="No screen has this address" action={<Link href="/">Go to Home</Link>} />
              </Route>
            </Switch>
          </Suspense>
        </Later>
      </ScreenBoundary>
    </div>
  );
}
