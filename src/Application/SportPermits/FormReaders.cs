using System.Text.Json;
using Application.TrainingInstitutions;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using NodaTime;

namespace Application.SportPermits;

/// <summary>Reads a form by the matter of its item.</summary>
public static class FormReaders
{
    /// <param name="item">The edition the application is judged by.</param>
    /// <param name="unverifiedScope">Makes a person without a number distinct: the project number.</param>
    public static FormDraft Read(
        JsonElement? form, JsonElement? materials, JsonElement? legalRepresentative, JsonElement? agent, ServiceItem item,
        string unverifiedScope, LocalDate today) =>
        item.Matter == TrainingMatter.MatterName
            ? TrainingFormReader.Read(form, materials, legalRepresentative, agent, item, unverifiedScope, today)
            : FormReader.Read(form, materials, legalRepresentative, agent, item, unverifiedScope, today);
}
