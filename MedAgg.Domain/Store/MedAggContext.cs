using MedAgg.Domain.Audit;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Discovery;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Licences;
using MedAgg.Domain.Search;
using MedAgg.Domain.Teams;
using MedAgg.Domain.Vocabularies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Domain.Store;

/// <summary>The one store: documents as <c>jsonb</c> beside indexed columns, accounts, keys.</summary>
public sealed class MedAggContext(DbContextOptions<MedAggContext> options)
    : IdentityDbContext<User, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Dataset> Datasets => Set<Dataset>();

    public DbSet<DatasetVersion> Versions => Set<DatasetVersion>();

    public DbSet<DatasetFile> Files => Set<DatasetFile>();

    public DbSet<ImageFact> Images => Set<ImageFact>();

    public DbSet<IngestionRequest> Ingestions => Set<IngestionRequest>();

    public DbSet<Artefact> Artefacts => Set<Artefact>();

    public DbSet<SourceEntry> Entries => Set<SourceEntry>();

    public DbSet<SourceCredential> Credentials => Set<SourceCredential>();

    public DbSet<IngestionLogLine> IngestionLog => Set<IngestionLogLine>();

    public DbSet<LicenceAcceptance> LicenceAcceptances => Set<LicenceAcceptance>();

    public DbSet<ProviderSearch> ProviderSearches => Set<ProviderSearch>();

    public DbSet<ProviderAnswer> ProviderAnswers => Set<ProviderAnswer>();

    public DbSet<Collection> Collections => Set<Collection>();

    public DbSet<SearchLog> SearchLog => Set<SearchLog>();

    public DbSet<SavedSearch> SavedSearches => Set<SavedSearch>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<TeamLimits> TeamLimits => Set<TeamLimits>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Experiment> Experiments => Set<Experiment>();

    public DbSet<Run> Runs => Set<Run>();

    public DbSet<StepFile> StepFiles => Set<StepFile>();

    public DbSet<RunShare> RunShares => Set<RunShare>();

    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    public DbSet<VocabularyTerm> VocabularyTerms => Set<VocabularyTerm>();

    /// <summary>Data Protection keys, one XML element each.</summary>
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(MedAggContext).Assembly);
        SnakeCase.Apply(builder);
    }
}
