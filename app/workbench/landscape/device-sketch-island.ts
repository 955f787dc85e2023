import { DeviceSketchElement } from './device/device-sketch-element.ts'

customElements.define('device-sketch', DeviceSketchElement)
