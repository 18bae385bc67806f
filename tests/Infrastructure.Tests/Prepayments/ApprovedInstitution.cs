using Application;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using EventStore;
using NodaTime;

namespace Infrastructure.Tests;

/// <summary>An institution that may sell, as its events say it.</summary>
static class ApprovedInstitution
{
    public const string CreditCode = "91320509MAL55G7059";

    static readonly LegalBasis Basis = new("教监管〔2022〕4号", "预收费");

    public static async Task WriteAsync(
        PostgresEventStore store, string institutionNo, string district, Instant at, string mode = "bank-custody")
    {
        var (stream, day) = ($"training-institution/{institutionNo}", WorkCalendar.DayOf(at));
        var face = new InstitutionFace(
            new PersonRef("p-organiser"), default, default, "company", district, ["SWIM"], 200m, mode);
        InstitutionEvent[] events =
        [
            new InstitutionApproved(
                institutionNo, "TIC-1", district, district, face, [], day, day.PlusYears(3), "training-district/1", Basis),
            new CreditCodeRecorded(CreditCode, day, Basis),
            new InstitutionWhiteListed(day, Basis),
        ];
        await store.WriteAsync(
            new Write<object?>
            {
                Command = new CommandId("test", $"approve/{institutionNo}", new byte[32]),
                Stream = stream,
                StreamType = "training_institution",
                Initial = null,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept([new StreamAppend(stream, "training_institution", [.. events])]),
                Metadata = EventMetadataOf.Act(Actors.System, at, "test/approve", null),
            },
            CancellationToken.None);
    }
}
