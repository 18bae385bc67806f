using System.Text;
using System.Text.Json;
using Api.Http;
using Application.PersonalData;
using Application.Ports;
using Domain.Identity;
using Domain.PersonalData;
using EventStore;
using Projections.Subsidies;

namespace Api.PersonalData;

/// <summary>Everything held on a person (个人信息保护法 art 45): texts, files, matters, vouchers, and who has read what.</summary>
public sealed class PersonExport(
    DataSubjectCommands persons, IVault vault, IInvolvements involvements, SubsidyQueries subsidies, ReviewQueries reviews,
    IEventStore store)
{
    /// <returns>The document and how many texts it holds; null while the read models are behind.</returns>
    public async Task<(JsonElement Document, int Texts)?> MakeAsync(PersonRef person, Actor reader, CancellationToken cancellation)
    {
        if (await involvements.OfAsync(person, cancellation) is not { } matters) return null;

        var (vouchers, draws) = await subsidies.OfPersonAsync(person.Value, cancellation);
        var decisions = (await reviews.OfPersonAsync(person.Value, int.MaxValue, cancellation)).Value;
        var held = await persons.HoldingsAsync(person, cancellation);
        var readings = (await store.ReadStreamAsync($"person/{person.Value}", StreamLimit.None, cancellation))
            .Where(stored => stored.Data is PersonalDataRead).ToList();
        var opened = await vault.OpenAsync(
            [.. held.Texts.Select(text => text.Id)], new ReadPurpose("data-subject-access", null, reader), cancellation);
        var document = JsonSerializer.SerializeToElement(
            new
            {
                Person = person,
                Texts = held.Texts.Select(text => new { text.Id, text.Kind, opened[text.Id].Text, opened[text.Id].State }),
                Files = held.Files.Select(file => new { file.Id, file.MediaType, file.Size, file.Sm3, file.Lives }),
                Matters = matters.Select(matter => new { matter.Kind, matter.Id, matter.Capacity, matter.Open, matter.EndedOn }),
                Vouchers = vouchers.Select(line => new
                {
                    line.VoucherNo, line.ProgrammeNo, line.Batch, line.Kind, FaceFen = line.Face.Fen, line.ClaimedOn, line.ValidTo,
                    line.Share, line.Channel, line.Group, line.State,
                }),
                Draws = draws.Select(entry => new
                {
                    entry.ProgrammeNo, entry.Batch, entry.Pseudonym, entry.Share, entry.On, entry.PassedOver,
                }),
                Decisions = decisions.Select(line => new
                {
                    line.DecisionNo, line.ProgrammeNo, line.Kind, line.Code, line.Detail, line.ToldOn, line.Review,
                }),
                Grants = (await subsidies.GrantsToAsync(person.Value, cancellation)).Select(grant => new
                {
                    grant.FundNo, grant.Act, grant.ProgrammeNo, grant.DocumentNo, AmountFen = grant.Amount.Fen, grant.ApprovedOn,
                }),
                Readings = readings.Select(stored => ReadingOf(stored, (PersonalDataRead)stored.Data!)),
                Requests = (await store.ReadStreamAsync(DataSubjectCommands.StreamOf(person), StreamLimit.None, cancellation))
                    .Select(stored => new { stored.Timestamp, stored.Type }),
            },
            WireJson.Options);
        return (document, held.Texts.Count);
    }

    static object ReadingOf(StoredEvent stored, PersonalDataRead read) =>
        new
        {
            At = stored.Timestamp, Reader = stored.UserName, Role = stored.Headers.GetValueOrDefault("role"), read.Purpose, read.CaseNo,
            read.Kinds,
        };

    public static byte[] Bytes(JsonElement document) => Encoding.UTF8.GetBytes(document.GetRawText());
}

/// <summary>What a person is told of an erasure, computed from its event alone.</summary>
/// <param name="KeyVersions">All keys up to this version were destroyed.</param>
/// <param name="KeyBackupsGoneOn">From this day no backup holds a key of the person.</param>
/// <param name="Sm3">Of the members before it, as canonical JSON.</param>
public sealed record ErasureCertificate(
    string CertificateNo, PersonRef Person, string RequestNo, NodaTime.LocalDate ErasedOn, int KeyVersions,
    IReadOnlyList<ErasedKind> Texts, int Files, NodaTime.LocalDate KeyBackupsGoneOn, Domain.Kernel.LegalBasis Basis, string Sm3)
{
    public static ErasureCertificate Of(PersonRef person, PersonErased e, ISm3 sm3)
    {
        var certificate = new ErasureCertificate(
            e.CertificateNo, person, e.RequestNo, e.ErasedOn, e.KeyVersion, e.Texts, e.Files, e.BackupsGoneOn, e.Basis, "");
        var bytes = Application.Reading.CanonicalJson.Of(JsonSerializer.SerializeToElement(certificate, WireJson.Options));
        return certificate with { Sm3 = Convert.ToHexStringLower(sm3.Hash(bytes)) };
    }
}
