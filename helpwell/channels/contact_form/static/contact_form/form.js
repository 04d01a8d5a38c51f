// What the contact form and the page of one conversation load.
import "answering-form"
import "draft-sent"
import "live-exchange"
import "local-time"
