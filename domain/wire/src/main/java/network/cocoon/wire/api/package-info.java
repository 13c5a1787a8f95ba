/**
 * The HTTP contract between server, client and worker, as records. JSON: ids bare text, {@code Bytes} unpadded
 * base64url, nanoton decimal strings, instants ISO-8601, unknown fields refused. Errors are RFC 9457 problem details
 * with the extra members {@code code} (stable) and {@code mustAct} (USER, PROVIDER, OPERATOR, NETWORK).
 *
 * <pre>
 * who       call                                                        in                      out
 * anyone    POST   /v1/apps                                             RegisterApp             201 AppRegistered
 * app       GET    /v1/apps/{account}                                                           AppStatus
 * app       POST   /v1/apps/{account}/client-keys                       CertifyClientKey        201 ClientKeyCertified
 * app       DELETE /v1/apps/{account}/client-keys/{key}                                         204
 * app       POST   /v1/apps/{account}/api-keys                                                  201 ApiKey
 * app       POST   /v1/apps/{account}/credit                            AuthorizeCredit         AppStatus
 * anyone    GET    /v1/escrow-offer                                                             EscrowOffer
 * app       POST   /v1/apps/{account}/escrow                            OpenEscrow              201 EscrowStatus
 * app       GET    /v1/apps/{account}/escrow                                                    EscrowStatus
 * app       POST   /v1/apps/{account}/vouchers                          RaiseVoucher            EscrowStatus
 * app       GET    /v1/apps/{account}/statements/{from}/{upTo}                                  Statement
 * app       GET    /v1/apps/{account}/statements/{from}/{upTo}/csv                              text/csv
 * anyone    GET    /v1/models                                                                   ModelList
 * anyone    GET    /v1/network                                                                  NetworkInfo
 * anyone    GET    /v1/log/checkpoint                                                           LogStatus
 * anyone    GET    /v1/log/inclusion                                    ?index=&size=           Inclusion
 * anyone    GET    /v1/log/consistency                                  ?from=&to=              Consistency
 * anyone    GET    /v1/release-manifest                                                         octets
 * app       POST   /v1/candidates                                       FindCandidates          Candidates
 * app       GET    /v1/evidence/{digest}                                                        octets
 * app       POST   /v1/requests                                         SubmitRequest           202 RequestStatus
 * app       GET    /v1/requests/{request}                                                       RequestStatus
 * app       GET    /v1/requests/{request}/response                                              sealed frames, streamed
 * app       POST   /v1/requests/{request}/acknowledgements              acknowledgements, streamed  204
 * app       PUT    /v1/requests/{request}/envelope                      SubmitRequest           202 RequestStatus
 * app       DELETE /v1/requests/{request}                                                       RequestStatus
 * anyone    POST   /v1/providers                                        RegisterProvider        201 ProviderRegistered
 * anyone    POST   /v1/wallet-proofs                                    AskProof                201 ProofQuestion
 * anyone    GET    /v1/tonconnect-manifest.json                                                 TonConnectManifest
 * anyone    POST   /v1/providers/by-wallet                              RegisterWallet          201 ProviderRegistered
 * provider  GET    /v1/providers/{provider}/payout-address                                      PayoutAddress
 * provider  PUT    /v1/providers/{provider}/payout-address              ProveWallet             PayoutAddress
 * provider  DELETE /v1/providers/{provider}/payout-address/change                               PayoutAddress
 * anyone    POST   /v1/providers/{provider}/payout-address/keep         ProveWallet             204
 * provider  POST   /v1/providers/{provider}/enrolment-tokens                                    201 EnrolmentToken
 * provider  GET    /v1/providers/{provider}/balance                                             ProviderBalance
 * provider  GET    /v1/providers/{provider}/statements/{from}/{upTo}                            Statement
 * provider  GET    /v1/providers/{provider}/statements/{from}/{upTo}/csv                        text/csv
 * token     POST   /v1/workers                                          RegisterWorker          201 WorkerRegistered
 * worker    POST   /v1/workers/{worker}/attestation-challenges                                  Challenge
 * worker    POST   /v1/workers/{worker}/attestations                    evidence, octets        201 AttestationAccepted
 * worker    POST   /v1/workers/{worker}/offers                          OfferModel              204
 * worker    POST   /v1/workers/{worker}/drain                                                   204
 * worker    POST   /v1/workers/{worker}/activate                                                204
 * worker    GET    /v1/workers/{worker}/assignments                     Last-Event-ID           server-sent AssignmentNotice
 * worker    GET    /v1/workers/{worker}/requests/{request}/envelope                             SealedEnvelope
 * worker    POST   /v1/workers/{worker}/requests/{request}/frames       sealed frames, streamed 204
 * worker    POST   /v1/workers/{worker}/requests/{request}/completion   ReportCompletion        RequestStatus
 * worker    POST   /v1/workers/{worker}/requests/{request}/failure      ReportFailure           RequestStatus
 * operator  POST   /v1/operator/models                                  ListModel               204
 * operator  POST   /v1/operator/prices                                  SetPrice                204
 * operator  POST   /v1/operator/measurements                            AllowMeasurement        204
 * operator  POST   /v1/operator/measurements/{measurement}/revoke       Because                 204
 * operator  POST   /v1/operator/accounts/{account}/suspend              Because                 204
 * operator  POST   /v1/operator/accounts/{account}/resume                                       204
 * operator  POST   /v1/operator/workers/{worker}/suspend                Because                 204
 * operator  POST   /v1/operator/workers/{worker}/resume                                         204
 * operator  PUT    /v1/operator/release-manifest                        octets                  204
 * operator  POST   /v1/operator/periods/{period}/close                                          204
 * operator  POST   /v1/operator/payouts                                                         PayoutStatus
 * operator  GET    /v1/operator/payouts                                                         PayoutStatus
 * operator  GET    /v1/operator/chain/alarms                                                    OpenAlarms
 * </pre>
 *
 * A response stream and its acknowledgements live on one node. Another answers 421 with the problem's extra member
 * {@code relay}, the base address of the node to ask.
 *
 * <p>Who: the {@code Authorization: Bearer} key of that role. Sealed frames are {@code application/vnd.cocoon.frames}:
 * each message a big-endian 32-bit length and its bytes ({@code wire.frames.ResponseMessage}, {@code Acknowledgement}). The envelope's header, wraps and ciphertext travel in JSON here;
 * their own encodings are {@code wire.cbor} and {@code domain.envelope}.
 */
@NullMarked
package network.cocoon.wire.api;

import org.jspecify.annotations.NullMarked;
