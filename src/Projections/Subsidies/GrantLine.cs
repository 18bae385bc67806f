using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Subsidies;

/// <summary>A grant to one person out of a fund (F2020 of the beneficiary): approved, and not paid yet.</summary>
/// <param name="Act">Of the fund.</param>
public sealed record GrantLine(
    string FundNo, int Act, string ProgrammeNo, PersonRef Beneficiary, string DocumentNo, Money Amount, PersonRef ApprovedBy,
    LocalDate ApprovedOn);

public sealed class GrantProjection : Projection<GrantLine>
{
    const string Prefix = "fund/";

    public override Table<GrantLine> Table { get; } = new()
    {
        Name = "grant",
        Version = 1,
        Columns = new Columns<GrantLine>()
            .Text("fund", line => line.FundNo, required: true)
            .Number("act", line => line.Act, required: true)
            .Text("person", line => line.Beneficiary.Value, required: true),
        Indexes = ["(fund, act)", "(person)"],
    };

    public override Need NeedOf(string stream, string type) =>
        type == "grant_approved" && stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Data is GrantApproved e
            ? [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stored.Stream[Prefix.Length..]}/{e.Act}")]
            : [];

    public override GrantLine? Evolve(string key, GrantLine? row, StoredEvent stored) =>
        stored.Data is GrantApproved e
            ? new(stored.Stream[Prefix.Length..], e.Act, e.Programme, e.Beneficiary, e.DocumentNo, e.Amount, e.ApprovedBy, e.ApprovedOn)
            : row;
}
