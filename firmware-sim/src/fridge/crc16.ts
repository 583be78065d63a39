/** CRC-16/MODBUS, sent low byte first (Modbus over Serial Line V1.02, 6.2.2). */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  }
  return crc
}

/** The bytes followed by their checksum. */
export function withCrc16(bytes: Uint8Array): Buffer {
  const frame = Buffer.alloc(bytes.length + 2)
  frame.set(bytes)
  frame.writeUInt16LE(crc16(bytes), bytes.length)
  return frame
}
