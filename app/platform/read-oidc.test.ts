import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const whole = {
  ECOTONE_OIDC_ISSUER: 'https://login.example.org/realms/ours',
  ECOTONE_OIDC_CLIENT: 'ecotone',
  ECOTONE_OIDC_SECRET: 'hunter2',
  ECOTONE_OIDC_NAME: 'Our town',
}

test('the four settings of a provider are taken together', () => {
  expect(readConfig({}).oidc).toBeNull()
  expect(readConfig(whole).oidc).toEqual({
    issuer: 'https://login.example.org/realms/ours',
    client: 'ecotone',
    secret: 'hunter2',
    name: 'Our town',
  })
})

test.each(Object.keys(whole))('without %s alone nothing starts, and the message names what is missing', (name) => {
  const read = () => readConfig({ ...whole, [name]: '' })
  expect(read).toThrow(new RegExp(`^${name} missing: .*Set all four, or none`))
  expect(read).not.toThrow(/hunter2/)
})

test('an issuer without https is one on this machine', () => {
  const at = (issuer: string) => () => readConfig({ ...whole, ECOTONE_OIDC_ISSUER: issuer })
  expect(at('http://login.example.org')).toThrow('ECOTONE_OIDC_ISSUER must begin with https://')
  expect(at('https://login.example.org/?x=1')).toThrow('an address alone')
  expect(at('http://localhost:8080')).not.toThrow()
})
