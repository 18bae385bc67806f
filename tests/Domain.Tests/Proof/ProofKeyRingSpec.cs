using Domain.Kernel;
using Domain.Proof;
using NodaTime;
using Answer = Domain.Kernel.Answer<Domain.Proof.ProofKeyEvent>;

namespace Domain.Tests.Proof;

/// <summary>PRF-6 to PRF-8: one key signs; a revoked one is never believed again.</summary>
public sealed class ProofKeyRingSpec
{
    static readonly Instant Monday = Instant.FromUtc(2026, 3, 2, 1, 0);
    static readonly Instant Tuesday = Monday + Duration.FromDays(1);

    [Fact]
    public void the_first_key_just_begins() =>
        Assert.Equal([Created("A", Monday)], Events(ProofKeyDecider.Decide(New("A", Monday), ProofKeyRing.Initial)));

    [Fact]
    public void a_new_key_retires_the_one_before() =>
        Assert.Equal(
            [new SigningKeyRetired("A", Tuesday), Created("B", Tuesday)],
            Events(ProofKeyDecider.Decide(New("B", Tuesday), Ring(Created("A", Monday)))));

    [Fact]
    public void losing_the_key_that_signs_brings_its_successor_at_once()
    {
        var events = Events(Revoke("A", Monday, Ring(Created("A", Monday))));

        Assert.Equal(Created("N", Tuesday), events[1]);
        var ring = Ring([Created("A", Monday), .. events]);
        Assert.Equal("N", ring.Current!.Kid);
        Assert.False(ring.IsGood("A"));
        Assert.Equal([new RevokedKid("A", Monday)], ring.Revoked);
    }

    [Fact]
    public void losing_a_retired_key_leaves_the_signing_one_alone() =>
        Assert.Single(Events(Revoke("A", Monday, Ring(Created("A", Monday), new SigningKeyRetired("A", Tuesday), Created("B", Tuesday)))));

    [Fact]
    public void a_key_nobody_made_is_not_revoked() =>
        Assert.Equal(ProofKeyRefusals.KeyMustBeKnown, Refusal(Revoke("X", Monday, Ring(Created("A", Monday)))));

    [Fact]
    public void a_loss_does_not_lie_ahead() =>
        Assert.Equal(
            ProofKeyRefusals.RevocationMustNotLieAhead,
            Refusal(Revoke("A", Tuesday + Duration.FromSeconds(1), Ring(Created("A", Monday)))));

    /// <summary>Known better, the loss may turn out to be older; never younger.</summary>
    [Fact]
    public void a_revocation_moves_back_only()
    {
        var ring = Ring(Created("A", Monday), new SigningKeyRevoked("A", Monday, "lost", new LegalBasis("电子签名法", "15")));

        Assert.Empty(Events(Revoke("A", Monday, ring)));
        Assert.Single(Events(Revoke("A", Monday - Duration.FromHours(1), ring)));
        Assert.Equal(ProofKeyRefusals.RevocationMustStand, Refusal(Revoke("A", Monday + Duration.FromHours(1), ring)));
    }

    static Answer Revoke(string kid, Instant from, ProofKeyRing ring) =>
        ProofKeyDecider.Decide(new RevokeSigningKey(Tuesday, kid, from, "lost", New("N", Tuesday)), ring);

    static RotateSigningKey New(string kid, Instant at) => new(at, kid, "04aa", "software", Production: false);

    static SigningKeyCreated Created(string kid, Instant at) => new(kid, "04aa", "software", Production: false, at);

    static ProofKeyRing Ring(params ProofKeyEvent[] events) => events.Aggregate(ProofKeyRing.Initial, ProofKeyDecider.Evolve);

    static IReadOnlyList<ProofKeyEvent> Events(Answer answer) => Assert.IsType<Answer.Accepted>(answer).Events;

    static Refusal Refusal(Answer answer) => Assert.IsType<Answer.Refused>(answer).Refusal;
}
