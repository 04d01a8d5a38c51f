// What the contact form and the page of one conversation load.
import "answering-form"
import "docked-bar"
import "draft-sent"
import "framed-page"
import "live-exchange"
import "local-time"
import "own-time"
