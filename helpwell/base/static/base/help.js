// What public pages load. Each element is one module, found through the import map.
import "help-vote"
import "live-search"
import "local-time"
