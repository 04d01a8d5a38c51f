// What every page of the desk loads. Each element is one module, found through the import map.
import "desk-palette"
import "dragged-rows"
import "hue-preview"
import "local-time"
import "open-dialog"
import "passing-toast"
import "rail-toggle"
import "select-all"
