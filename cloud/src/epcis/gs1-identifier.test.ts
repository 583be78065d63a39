import { expect, test } from 'vitest'
import { canonicalIdentifier } from './gs1-identifier.ts'

test.each([
  ['urn:epc:id:sgtin:4012345.011111.9876', '/01/04012345111118/21/9876'],
  ['urn:epc:id:sgtin:4012345.011111.32a%2Fb+1', '/01/04012345111118/21/32a%2Fb%2B1'],
  ['urn:epc:class:lgtin:4054739.099914.20160711', '/01/04054739999148/10/20160711'],
  ['urn:epc:idpat:sgtin:4012345.066666.*', '/01/04012345666663'],
  ['urn:epc:id:sscc:4012345.0000000111', '/00/040123450000001112'],
  ['urn:epc:id:sgln:4012345.00011.0', '/414/4012345000115'],
  ['urn:epc:id:sgln:4012345.00011.987', '/414/4012345000115/254/987'],
  ['urn:epc:id:pgln:4012345.00000', '/417/4012345000009'],
  ['urn:epc:id:gdti:4012345.55555.1234', '/253/40123455555541234'],
  ['urn:epc:id:giai:4000001.111', '/8004/4000001111'],
  ['https://example.com/shop/01/4012345111118/10/A/21/B?17=261128', '/01/04012345111118/21/B'],
  ['https://id.example.com/8003/040123450007718765', '/8003/040123450007718765'],
])('%s is %s', (uri, path) => {
  expect(canonicalIdentifier(uri)).toBe(`https://id.gs1.org${path}`)
})

test.each([
  'urn:epc:id:sgtin:4012345.9876',
  'urn:epc:id:unheard:4012345.1.1',
  'urn:x-larder:class:lot.L1',
  'https://example.com/taxonomy/1126011',
  'https://example.com/8004/anything',
  'geo:50.9,6.9',
])('%s is no GS1 identifier and stays as it is', (uri) => {
  expect(canonicalIdentifier(uri)).toBe(uri)
})
