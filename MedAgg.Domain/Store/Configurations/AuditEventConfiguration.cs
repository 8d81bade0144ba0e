using MedAgg.Domain.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("audit_event");
        builder.Property(e => e.Action).HasMaxLength(60);
        builder.Property(e => e.SubjectKind).HasMaxLength(20);
        builder.Property(e => e.SubjectId).HasMaxLength(120);
        builder.Property(e => e.DetailJson).HasColumnType("jsonb");
        builder.HasIndex(e => new { e.SubjectKind, e.SubjectId, e.Id }); // the history of one thing
        builder.HasIndex(e => e.At);
    }
}
