using Domain.Identity;
using Domain.Licensing;
using Domain.PersonalData;
using Domain.Prepayments;
using Domain.SportPermits;
using Domain.Subsidies;
using Domain.TrainingInstitutions;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Projections.Engine;
using Projections.Reading;
using Projections.Subsidies;

namespace Projections.PersonalData;

/// <summary>Who takes part in a case, holds a permit, runs a venue or paid ahead, in which capacity, and when it last moved.</summary>
/// <param name="Kind">case, permit, institution, venue or prepayment.</param>
/// <param name="Ended">Of a permit: whether it has ended; a case ends when nobody is awaited in it.</param>
/// <param name="HeldFen">Of a prepayment: what has reached neither side; it ends when nothing is left.</param>
public sealed record InvolvementRow(
    string Kind, string Id, string District, IReadOnlyList<Participant> People, LocalDate LastOn, bool Ended,
    long HeldFen = 0);

/// <param name="Capacity">party or helper; who is both is a party.</param>
public sealed record Participant(PersonRef Person, string Capacity);

public sealed class InvolvementProjection : Projection<InvolvementRow>
{
    const string Permits = "sport-permit/";
    const string Prepayments = "prepayment-account/";
    const string Institutions = "training-institution/";

    const string Venues = "designated-venue/";

    static readonly string[] Matters = [.. CaseStreams.Prefixes, Permits, Prepayments, Institutions, Venues];

    public override Table<InvolvementRow> Table { get; } = new()
    {
        Name = "involvement",
        Version = 2,
        Columns = new Columns<InvolvementRow>().Text("district", row => row.District, required: true),
        Indexes = ["using gin ((body -> 'people') jsonb_path_ops)"],
        DistrictColumn = "district",
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        Matters.Any(matter => stream.StartsWith(matter, StringComparison.Ordinal)) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        Matters.Any(matter => stored.Stream.StartsWith(matter, StringComparison.Ordinal)) ? [stored.Stream] : [];

    public override InvolvementRow? Evolve(string key, InvolvementRow? row, StoredEvent stored)
    {
        var after = stored.Data switch
        {
            ApplicationReceived e => With(Begin("case", key, e.Organ), e.Applicant, e.LegalRepresentative, e.Agent, e.Facts),
            PermitOpened e => Begin("permit", key, e.IssuingOrgan).Join(RetentionRules.Party, e.Holder, e.Head),
            ContractOffered e => (row ?? Begin("prepayment", key, e.District)).Join(RetentionRules.Party, e.Trainee, e.Parent),
            InstitutionApproved e => Begin("institution", key, e.IssuingOrgan).Join(RetentionRules.Party, e.Face.Organiser)
                .Join(RetentionRules.Helper, [.. e.Staff.Select(member => (PersonRef?)member.Person)]),
            PermitImported e => Begin("permit", key, e.IssuingOrgan).Join(RetentionRules.Party, e.Face.Holder, e.Face.Head),
            // An entry holds nobody before it is approved; its archive period does.
            VenueEntered e => (row ?? Begin("venue", key, e.District) with { Ended = true }).Join(RetentionRules.Party, e.Operator),
            VenueAdmitted e => ((row ?? Begin("venue", key, e.District)) with { Ended = false }).Join(RetentionRules.Party, e.Operator),
            _ => row,
        };
        if (after is null) return null;

        after = stored.Data switch
        {
            CorrectionSubmitted e => With(after, null, e.LegalRepresentative, e.Agent, e.Facts),
            SupplementSubmitted e => With(after, null, e.LegalRepresentative, e.Agent, e.Facts),
            PermitChanged e => after.Join(RetentionRules.Party, e.Face.Holder, e.Face.Head),
            PermitRenewed e => after.Join(RetentionRules.Party, e.Face.Holder, e.Face.Head),
            PermitExpired or PermitWithdrawn or PermitAnnulled or PermitRevoked or PermitDeregistered => after with { Ended = true },
            StaffJoined e => after.Join(RetentionRules.Helper, e.Member.Person),
            InstitutionExpired or InstitutionTerminated or VenueLeft or VenueDisqualified => after with { Ended = true },
            FundsSecured e => after with { HeldFen = after.HeldFen + e.AmountFen },
            LessonFeeReleased e => after with { HeldFen = after.HeldFen - e.AmountFen },
            PrepaymentRefunded e => after with { HeldFen = after.HeldFen - e.AmountFen },
            _ => after,
        };

        // A rating comes long after the matter has ended and prolongs nothing.
        return stored.Data is CaseRated ? after : after with { LastOn = WorkCalendar.DayOf(stored.Timestamp) };
    }

    static InvolvementRow Begin(string kind, string key, string district) =>
        new(kind, key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..], district, [], LocalDate.MinIsoValue, false);

    static InvolvementRow With(
        InvolvementRow row, PersonRef? applicant, PersonRef? representative, PersonRef? agent, ApplicationFacts facts) =>
        row.Join(RetentionRules.Party, applicant, representative)
            .Join(RetentionRules.Helper, [agent, .. facts.People().Select(person => (PersonRef?)person)]);
}

static class InvolvementRowExtensions
{
    /// <summary>Adds those who are not there yet; a helper who turns out to be a party becomes one.</summary>
    public static InvolvementRow Join(this InvolvementRow row, string capacity, params PersonRef?[] people)
    {
        var joined = row.People.ToList();
        foreach (var person in people.OfType<PersonRef>())
        {
            var at = joined.FindIndex(known => known.Person == person);
            if (at < 0) joined.Add(new Participant(person, capacity));
            else if (capacity == RetentionRules.Party) joined[at] = new Participant(person, capacity);
        }

        return row with { People = joined };
    }
}

/// <summary>In what a person takes part, across all districts.</summary>
public sealed class InvolvementQueries(ReadDatabase database)
{
    public static IReadOnlyList<IProjection> Sources { get; } =
        [ReadModels.Involvements, ReadModels.WorkItems, ReadModels.Vouchers, ReadModels.DrawEntries, ReadModels.Grants];

    sealed record Answered(InvolvementRow Row, bool Awaited);

    /// <param name="LastOn">The latest last day of use.</param>
    sealed record Wallet(string Programme, long Held, LocalDate LastOn);

    public async Task<IReadOnlyList<Involvement>> OfAsync(PersonRef person, CancellationToken cancellation)
    {
        var sql = $"select jsonb_build_object('row', i.body, 'awaited', w.key is not null) from {ReadModels.Involvements.SqlName} i "
            + $"left join {ReadModels.WorkItems.SqlName} w on i.key in ('sport-permit-case/' || w.key, 'training-case/' || w.key) "
            + "where i.body -> 'people' @> jsonb_build_array(jsonb_build_object('person', $1::text)) order by i.key";
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.Involvements,
            session => session.RowsAsync<Answered>(sql, new NpgsqlParameter { Value = person.Value, NpgsqlDbType = NpgsqlDbType.Text }),
            cancellation, ReadModels.WorkItems);
        return
        [
            .. found.Value.Select(hit => new Involvement(
                hit.Row.Kind, hit.Row.Id, hit.Row.People.First(known => known.Person == person).Capacity,
                hit.Row.Kind switch
                {
                    "permit" or "institution" or "venue" => !hit.Row.Ended,
                    "prepayment" => hit.Row.HeldFen > 0,
                    _ => hit.Awaited,
                },
                hit.Row.LastOn)),
            .. await WalletsAsync(person, cancellation),
            .. await GrantsAsync(person, cancellation),
        ];
    }

    /// <summary>Vouchers are asked of their own read model: a row for each wallet would write every claim twice.</summary>
    async Task<IEnumerable<Involvement>> WalletsAsync(PersonRef person, CancellationToken cancellation)
    {
        var sql = "select jsonb_build_object('programme', programme, 'held', count(*) filter (where state = 'held'), "
            + $"'lastOn', max(valid_to)) from {ReadModels.Vouchers.SqlName} where person = $1 group by programme order by programme";
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.Vouchers,
            session => session.RowsAsync<Wallet>(sql, new NpgsqlParameter { Value = person.Value, NpgsqlDbType = NpgsqlDbType.Text }),
            cancellation);
        return found.Value.Select(wallet => new Involvement(
            "vouchers", wallet.Programme, RetentionRules.Party, wallet.Held > 0, wallet.LastOn));
    }

    /// <summary>None is paid yet.</summary>
    async Task<IEnumerable<Involvement>> GrantsAsync(PersonRef person, CancellationToken cancellation)
    {
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.Grants,
            session => session.RowsAsync<GrantLine>(
                $"select body from {ReadModels.Grants.SqlName} where person = $1 order by fund, act",
                new NpgsqlParameter { Value = person.Value, NpgsqlDbType = NpgsqlDbType.Text }),
            cancellation);
        return found.Value.Select(grant => new Involvement(
            "grant", $"{grant.FundNo}/{grant.Act}", RetentionRules.Party, Open: true, grant.ApprovedOn));
    }
}
