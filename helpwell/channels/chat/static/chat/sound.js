// Two soft tones for what is said to her. Off until she turns them on; a page nobody has touched stays silent.

export class Sound {
  #context

  constructor(kept) {
    this.kept = kept
  }

  get isOn() {
    return this.kept.get("sound") === "on"
  }

  turn() {
    this.kept.set("sound", this.isOn ? "" : "on")
    this.play()
  }

  play() {
    if (!this.isOn || !navigator.userActivation?.hasBeenActive) return
    this.#context ??= new AudioContext()
    this.#tone(660, this.#context.currentTime)
    this.#tone(880, this.#context.currentTime + 1 / 8)
  }

  #tone(frequency, start) {
    const tone = new OscillatorNode(this.#context, { frequency })
    const volume = new GainNode(this.#context, { gain: 0.08 })
    volume.gain.setTargetAtTime(0, start, 0.08)
    tone.connect(volume).connect(this.#context.destination)
    tone.start(start)
    tone.stop(start + 0.4)
  }
}
