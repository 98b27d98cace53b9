sheaf-menu =
    .label = Paper Digest
sheaf-menu-today =
    .label = Today’s Digest
sheaf-menu-catch-up =
    .label = Catch Up Missed Days
sheaf-menu-show =
    .label = Show Latest Digest
sheaf-menu-import =
    .label = Import Published Digests…
sheaf-menu-cancel =
    .label = Cancel What Runs
sheaf-menu-settings =
    .label = Digest Settings…
sheaf-menu-remove =
    .label = Remove This Digest…
sheaf-menu-kept =
    .label = More Papers Like This
sheaf-menu-dismissed =
    .label = Fewer Papers Like This

sheaf-column = Score
sheaf-section-header =
    .label = Paper Digest
sheaf-section-sidenav =
    .tooltiptext = Paper Digest
sheaf-section-nothing = No digest told of this item.
sheaf-section-day = From the digest of { $day }
sheaf-section-ask = Score and Summarize
sheaf-section-again = Score Again
sheaf-section-mindmap = Mindmap
sheaf-section-like = More Like This
sheaf-section-dismiss = Fewer Like This

sheaf-cancel = Cancel
sheaf-close = Close
sheaf-show-collection = Show
sheaf-more-details = and { $count } more
sheaf-import-title = Import published digests
sheaf-remove-title = Remove this digest?
sheaf-remove-text = What the digest added and you did not touch goes to the trash. What you moved, tagged, annotated or wrote notes to stays in your library and is only taken out of the collection.
sheaf-window-title = Paper Digest
sheaf-window-none = There is no digest yet. Make one with Tools → Paper Digest → Today’s Digest.

sheaf-progress-starting = Starting…
sheaf-progress-looking = Looking up what your library has…
sheaf-progress-papers = Adding papers: { $done } of { $total }
sheaf-progress-files = Downloading PDFs: { $done } of { $total }
sheaf-progress-removing = Removing the digest…
sheaf-progress-waiting = Waiting { $seconds } s: arXiv limits how often it may be asked
sheaf-progress-stage = { $stage ->
    [fetch] Fetching: { $done } of { $total }
    [score] Scoring: { $done } of { $total }
    [summarize] Summarizing: { $done } of { $total }
   *[other] Working: { $done } of { $total }
  }
sheaf-progress-stage-only = { $stage ->
    [fetch] Fetching…
    [score] Scoring…
    [summarize] Summarizing…
   *[other] Working…
  }

sheaf-notice-busy = Something is running already: wait for it, or cancel it.
sheaf-notice-cancelled = Cancelled. What was added before is complete.
sheaf-notice-stopped = Cancelled after { $created } new items of the digest of { $day }. They are complete; running it again adds the rest.
sheaf-notice-failed = That did not work:
sheaf-notice-empty = No papers for { $day }.
sheaf-notice-digest = { $papers ->
    [one] One paper
   *[other] { $papers } papers
  } of { $day }: { $created } new, { $updated } updated, { $filed } you had already.
sheaf-notice-imported = { $pages ->
    [one] One page
   *[other] { $pages } pages
  } read: { $papers } papers, { $made } new items.
sheaf-notice-removed = Digest removed: { $trashed } items in the trash, { $unfiled } of yours stay in the library.
